/* Pictures from end to end: train a LeNet-5 on made-up digits, measure it,
 * have it read PNG and InkML files, look into its file. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/cpu.h"
#include "core/data/dataset.h"
#include "core/data/picture.h"
#include "tests/cli/cli-support.h"

#define TRAIN                                                                  \
  "train lenet5 --data idx --output m.safetensors --epochs 2 --batch-size 10 " \
  "--validation-fraction 0.1 "

static void
train (Fixture *fixture)
{
  g_auto (Run) run = { 0 };

  make_digits (fixture, 400, 100);
  run = run_cli (fixture, TRAIN "--quiet");
  assert_done (&run);
  g_assert_cmpstr (run.err, ==, "");
}

static void
test_train (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) summary = NULL;

  make_digits (fixture, 400, 100);
  run = run_cli (fixture, TRAIN "--json");
  assert_done (&run);
  g_assert_cmpuint (count_lines (run.out), ==, 1);
  summary = parse_object (run.out);
  g_assert_cmpstr (json_object_get_string_member (summary, "model"), ==,
                   "lenet5");
  g_assert_cmpstr (json_object_get_string_member (summary, "reason"), ==,
                   "completed");
  g_assert_cmpint (json_object_get_int_member (summary, "epochs"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (summary, "train_count"), ==,
                   360);
  g_assert_cmpint (json_object_get_int_member (summary, "validation_count"),
                   ==, 40);
  g_assert_cmpfloat (json_object_get_double_member (summary, "train_loss"), >,
                     0);
  g_assert_nonnull (strstr (run.err, "epoch 1/2: loss "));
  g_assert_nonnull (strstr (run.err, "epoch 2/2: loss "));
}

static GBytes *
train_with (Fixture *fixture, const char *options)
{
  g_autofree char *line = g_strconcat (TRAIN "--quiet ", options, NULL);
  g_auto (Run) run = run_cli (fixture, line);

  assert_done (&run);
  return fixture_read (fixture, "m.safetensors");
}

#define EVERYTHING                                                             \
  "--optimizer muon --muon-learning-rate 0.01 --muon-weight-decay 0.2 "        \
  "--learning-rate 0.02 --momentum 0.8 --nesterov --weight-decay 0.001 "       \
  "--clip-norm 0.5 --label-smoothing 0.1 --ema-decay 0.9 "                     \
  "--schedule reduce-on-plateau --warm-up 0.5 --plateau-factor 0.25 "          \
  "--plateau-patience 3 --augment elastic --variations 5 "                     \
  "--calibration temperature "

/* What the options say stands in the summary and in the file. */
static void
check_everything (JsonObject *object, gboolean text)
{
  static const struct
  {
    const char *key, *value;
  } facts[] = {
    { "optimizer", "muon" },         { "muon_learning_rate", "0.01" },
    { "muon_weight_decay", "0.2" },
    { "learning_rate", "0.02" },     { "momentum", "0.8" },
    { "nesterov", "true" },          { "weight_decay", "0.001" },
    { "clip_norm", "0.5" },          { "label_smoothing", "0.1" },
    { "ema_decay", "0.9" },          { "schedule", "reduce-on-plateau" },
    { "warm_up", "0.5" },            { "plateau_factor", "0.25" },
    { "plateau_patience", "3" },     { "augment", "elastic" },
    { "variations", "5" },           { "calibration", "temperature" },
    { "non_digits", "0" },
    { "precision", "fp32" },         { "batch_size", "10" },
    { "validation_fraction", "0.1" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      JsonNode *node = json_object_get_member (object, facts[i].key);
      GType type = json_node_get_value_type (node);

      if (type == G_TYPE_STRING)
        g_assert_cmpstr (json_node_get_string (node), ==, facts[i].value);
      else if (type == G_TYPE_BOOLEAN)
        g_assert_cmpint (json_node_get_boolean (node), ==,
                         strcmp (facts[i].value, "true") == 0);
      else
        g_assert_cmpfloat_with_epsilon (json_node_get_double (node),
                                        g_ascii_strtod (facts[i].value, NULL),
                                        1e-12);
      g_assert_true (!text || type == G_TYPE_STRING);
    }
}

static void
test_everything (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) info = { 0 };
  g_auto (Run) plain = { 0 };
  g_autoptr (JsonObject) summary = NULL;
  g_autoptr (JsonObject) object = NULL;

  make_digits (fixture, 400, 100);
  run = run_cli (fixture, TRAIN EVERYTHING "--json --quiet");
  assert_done (&run);
  summary = parse_object (run.out);
  check_everything (summary, FALSE);
  info = run_cli (fixture, "info m.safetensors --json");
  assert_done (&info);
  object = parse_object (info.out);
  check_everything (json_object_get_object_member (object, "metadata"), TRUE);
  plain = run_cli (fixture, TRAIN "--quiet --json --no-nesterov");
  assert_done (&plain);
  g_assert_nonnull (strstr (plain.out, "\"nesterov\":false"));
}

static GBytes *
train_on (Fixture *fixture, const char *isa, const char *options)
{
  GBytes *bytes;

  g_setenv ("INKLING_ISA", isa, TRUE);
  bytes = train_with (fixture, options);
  g_unsetenv ("INKLING_ISA");
  return bytes;
}

/* The threads and the vectors' width change nothing of a run. */
static void
test_everything_same_bits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wide = NULL;
  g_autoptr (GBytes) narrow = NULL;
  g_autoptr (GBytes) three = NULL;

  if (!ink_cpu_supports (INK_ISA_AVX512))
    {
      g_test_skip ("this processor has no AVX-512");
      return;
    }
  make_digits (fixture, 400, 10);
  wide = train_on (fixture, "avx512",
                   EVERYTHING "--batch-size 150 --threads 1");
  three = train_on (fixture, "avx512",
                    EVERYTHING "--batch-size 150 --threads 3");
  narrow = train_on (fixture, "avx2",
                     EVERYTHING "--batch-size 150 --threads 2");
  g_assert_true (g_bytes_equal (wide, three));
  g_assert_true (g_bytes_equal (wide, narrow));
}

/* The precision asked for is in the file. */
static void
test_precision (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) info = { 0 };
  g_autoptr (GBytes) model = NULL;

  make_digits (fixture, 200, 10);
  model = train_with (fixture, "--precision bf16");
  info = run_cli (fixture, "info m.safetensors --json");
  assert_done (&info);
  g_assert_nonnull (strstr (info.out, "\"precision\":\"bf16\""));
}

static void
test_same_bits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) three = NULL;
  g_autoptr (GBytes) other = NULL;

  make_digits (fixture, 200, 10);
  one = train_with (fixture, "--threads 1");
  three = train_with (fixture, "--threads 3");
  other = train_with (fixture, "--threads 1 --seed 2");
  g_assert_true (g_bytes_equal (one, three));
  g_assert_false (g_bytes_equal (one, other));
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (GStrv) lines = NULL;
  guint n, epochs = 0, steps = 0;

  make_digits (fixture, 400, 100);
  run = run_cli (fixture, TRAIN "--quiet --events -");
  assert_done (&run);
  g_assert_nonnull (strstr (run.err, "m.safetensors")); /* the summary */
  lines = g_strsplit (g_strchomp (run.out), "\n", -1);
  n = g_strv_length (lines);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JsonObject) event = parse_object (lines[i]);
      const char *kind = json_object_get_string_member (event, "event");

      g_assert_true ((i == 0) == (strcmp (kind, "start") == 0));
      g_assert_true ((i == n - 1) == (strcmp (kind, "end") == 0));
      if (strcmp (kind, "step") == 0)
        g_assert_cmpint (json_object_get_int_member (event, "step"), ==,
                         ++steps);
      if (strcmp (kind, "epoch") == 0)
        g_assert_cmpint (json_object_get_int_member (event, "epoch"), ==,
                         ++epochs);
    }
  g_assert_cmpuint (epochs, ==, 2);
  g_assert_cmpuint (steps, ==, 72);
}

static void
test_events_file (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) start = NULL;

  make_digits (fixture, 200, 10);
  run = run_cli (fixture, TRAIN "--quiet --events events.jsonl");
  assert_done (&run);
  g_assert_nonnull (strstr (run.out, "m.safetensors"));
  bytes = fixture_read (fixture, "events.jsonl");
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  start = parse_line (text, 0);
  g_assert_cmpint (json_object_get_int_member (start, "train_count"), ==, 180);
  g_assert_nonnull (strstr (text, "\"reason\":\"completed\""));
}

static void
test_evaluate (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) figures = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;
  JsonArray *confusion;

  train (fixture);
  run = run_cli (fixture, "evaluate m.safetensors --data idx --json "
                          "--predictions p.csv");
  assert_done (&run);
  figures = parse_object (run.out);
  g_assert_cmpint (json_object_get_int_member (figures, "count"), ==, 100);
  g_assert_cmpfloat (json_object_get_double_member (figures, "accuracy"), >=,
                     0.5);
  confusion = json_object_get_array_member (figures, "confusion");
  g_assert_cmpuint (json_array_get_length (confusion), ==, 10);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        figures, "classes")),
                    ==, 10);
  csv = fixture_read (fixture, "p.csv");
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_true (g_str_has_prefix (text, "index,label,predicted,p:0,p:1,"));
  g_assert_cmpuint (count_lines (text), ==, 101);
}

static void
test_evaluate_splits (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) train_split = { 0 };
  g_auto (Run) table = { 0 };

  train (fixture);
  train_split = run_cli (fixture, "evaluate m.safetensors --data idx --split "
                                  "train");
  assert_done (&train_split);
  g_assert_nonnull (strstr (train_split.out, "of 400 examples"));
  g_assert_nonnull (strstr (train_split.err, "was trained on"));
  table = run_cli (fixture, "evaluate m.safetensors --data idx");
  assert_done (&table);
  g_assert_nonnull (strstr (table.out, "accuracy"));
  g_assert_nonnull (strstr (table.out, "95 % interval"));
  g_assert_nonnull (strstr (table.out, "macro avg"));
  g_assert_nonnull (strstr (table.out, "confusion"));
  /* nothing but of classes that so short a training never predicts */
  g_assert_null (strstr (table.err, "trained on"));
}

static void
write_png (const Fixture *fixture, const char *name, const guint8 *pixels)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path (fixture, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  ink_picture_write_grey (path, pixels, 28, 28, &error);
  g_assert_no_error (error);
}

/* Input, label, probabilities and verdict of one line agree. */
static void
check_prediction (const char *out, guint line, const char *input)
{
  g_autoptr (JsonObject) object = parse_line (out, line);
  JsonObject *by_class
      = json_object_get_object_member (object, "probabilities");
  const char *label = json_object_get_string_member (object, "label");
  double best = json_object_get_double_member (object, "probability");
  g_autoptr (GList) values = json_object_get_values (by_class);
  double sum = 0.0;

  g_assert_cmpstr (json_object_get_string_member (object, "input"), ==, input);
  g_assert_cmpuint (g_list_length (values), ==, 10);
  for (GList *v = values; v != NULL; v = v->next)
    {
      sum += json_node_get_double (v->data);
      g_assert_cmpfloat (json_node_get_double (v->data), <=, best);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-5);
  g_assert_cmpfloat (json_object_get_double_member (by_class, label), ==, best);
  g_assert_true (
      g_strv_contains ((const char *const[]) { "confident", "unsure", NULL },
                       json_object_get_string_member (object, "verdict")));
}

static void
test_predict (Fixture *fixture, gconstpointer data)
{
  static const char ink[] = "<ink><trace>1 1, 5 9, 9 1</trace></ink>";
  g_auto (Run) run = { 0 };
  g_auto (Run) plain = { 0 };
  g_autoptr (JsonObject) blank = NULL;
  guint8 pixels[28 * 28];

  train (fixture);
  draw_digit (pixels, 6, 999);
  write_png (fixture, "six.png", pixels);
  memset (pixels, 255, sizeof pixels);
  write_png (fixture, "blank.png", pixels);
  fixture_write (fixture, "v.inkml", ink, -1);
  run = run_cli (fixture,
                 "predict m.safetensors six.png v.inkml blank.png --json");
  assert_done (&run);
  g_assert_cmpuint (count_lines (run.out), ==, 3);
  check_prediction (run.out, 0, "six.png");
  check_prediction (run.out, 1, "v.inkml");
  blank = parse_line (run.out, 2);
  g_assert_cmpstr (json_object_get_string_member (blank, "verdict"), ==,
                   "empty");
  g_assert_true (json_object_get_null_member (blank, "label"));
  g_assert_true (json_object_get_null_member (blank, "probability"));
  plain = run_cli (fixture, "predict m.safetensors blank.png six.png");
  assert_done (&plain);
  g_assert_true (g_str_has_prefix (plain.out, "-\t-\tempty\tblank.png\n"));
}

/* Two copies of a digit side by side, and the same as one digit. */
static void
test_number (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) plain = { 0 };
  g_auto (Run) single = { 0 };
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) forced = NULL;
  JsonArray *digits, *box;
  const char *number;
  static const char ink[]
      = "<ink><trace>0 0, 0 90</trace><trace>60 0, 60 90</trace></ink>";

  train (fixture);
  fixture_write (fixture, "two.inkml", ink, -1);
  run = run_cli (fixture, "predict m.safetensors two.inkml --json");
  assert_done (&run);
  object = parse_object (run.out);
  number = json_object_get_string_member (object, "number");
  g_assert_cmpuint (strlen (number), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (object, "label"), ==, number);
  digits = json_object_get_array_member (object, "digits");
  g_assert_cmpuint (json_array_get_length (digits), ==, 2);
  box = json_object_get_array_member (
      json_array_get_object_element (digits, 1), "box");
  g_assert_cmpuint (json_array_get_length (box), ==, 4);
  g_assert_cmpfloat (json_array_get_double_element (box, 0), ==, 60);
  g_assert_cmpfloat (json_array_get_double_element (box, 3), ==, 90);
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (object, "probability"),
      json_object_get_double_member (
          json_array_get_object_element (digits, 0), "probability")
          * json_object_get_double_member (
              json_array_get_object_element (digits, 1), "probability"),
      1e-9);
  plain = run_cli (fixture, "predict m.safetensors two.inkml");
  assert_done (&plain);
  g_assert_true (g_str_has_prefix (plain.out, number));
  single = run_cli (fixture,
                    "predict m.safetensors two.inkml --json --single");
  assert_done (&single);
  check_prediction (single.out, 0, "two.inkml");
  forced = parse_object (single.out);
  g_assert_cmpuint (
      strlen (json_object_get_string_member (forced, "number")), ==, 1);
}

/* Only the labels that are there have to be known: two of ten will do. */
static void
test_classes_by_name (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) known = { 0 };
  g_auto (Run) unknown = { 0 };
  guint8 pixels[28 * 28];

  train (fixture);
  draw_digit (pixels, 8, 1);
  write_png (fixture, "some/8/a.png", pixels);
  write_png (fixture, "some/3/b.png", pixels);
  known = run_cli (fixture, "evaluate m.safetensors --data some");
  assert_done (&known);
  g_assert_nonnull (strstr (known.out, "of 2 examples"));
  write_png (fixture, "some/fish/c.png", pixels);
  unknown = run_cli (fixture, "evaluate m.safetensors --data some");
  assert_failed (&unknown, 1, "'fish'");
}

static void
test_info (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) plain = { 0 };
  g_autoptr (JsonObject) object = NULL;
  JsonObject *metadata;
  JsonObject *first;

  train (fixture);
  run = run_cli (fixture, "info m.safetensors --json");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==,
                   "lenet5");
  g_assert_cmpint (json_object_get_int_member (object, "parameters"), ==,
                   44426);
  first = json_array_get_object_element (
      json_object_get_array_member (object, "tensors"), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "dtype"), ==, "F32");
  metadata = json_object_get_object_member (object, "metadata");
  g_assert_cmpstr (json_object_get_string_member (metadata, "data"), ==, "idx");
  g_assert_cmpstr (json_object_get_string_member (metadata, "batch_size"), ==,
                   "10");
  g_assert_cmpuint (
      strlen (json_object_get_string_member (metadata, "data_hash")), ==, 64);
  g_assert_true (json_object_has_member (metadata, "validation_accuracy"));
  plain = run_cli (fixture, "info m.safetensors");
  assert_done (&plain);
  g_assert_nonnull (strstr (plain.out, "conv2.weight"));
}

static void
test_data_info (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) object = NULL;
  JsonObject *test;

  make_digits (fixture, 30, 20);
  run = run_cli (fixture, "data info idx --json");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==,
                   "images");
  test = json_object_get_object_member (
      json_object_get_object_member (object, "splits"), "test");
  g_assert_cmpint (json_object_get_int_member (test, "count"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (test, "width"), ==, 28);
}

static void
test_data_list (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = run_cli (fixture, "data list --json");
  g_autoptr (JsonObject) first = NULL;

  assert_done (&run);
  first = parse_line (run.out, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "name"), ==, "mnist");
  g_assert_true (json_object_has_member (first, "installed"));
}

/* The real thing; one pass is enough to pass 95 %. */
static void
test_mnist (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) trained = { 0 };
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) figures = NULL;

  if (!ink_dataset_is_installed ("mnist"))
    {
      g_test_skip ("MNIST is not installed (inkling-cli data get mnist)");
      return;
    }
  trained = run_cli (fixture, "train lenet5 --data mnist --output m.st "
                              "--epochs 1 --quiet");
  assert_done (&trained);
  run = run_cli (fixture, "evaluate m.st --data mnist --json");
  assert_done (&run);
  figures = parse_object (run.out);
  g_assert_cmpint (json_object_get_int_member (figures, "count"), ==, 10000);
  g_assert_cmpfloat (json_object_get_double_member (figures, "accuracy"), >,
                     0.95);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/images/train", test_train);
  add_test ("/cli/images/everything", test_everything);
  add_test ("/cli/images/everything-same-bits", test_everything_same_bits);
  add_test ("/cli/images/precision", test_precision);
  add_test ("/cli/images/same-bits", test_same_bits);
  add_test ("/cli/images/events", test_events);
  add_test ("/cli/images/events-file", test_events_file);
  add_test ("/cli/images/evaluate", test_evaluate);
  add_test ("/cli/images/evaluate-splits", test_evaluate_splits);
  add_test ("/cli/images/predict", test_predict);
  add_test ("/cli/images/number", test_number);
  add_test ("/cli/images/classes-by-name", test_classes_by_name);
  add_test ("/cli/images/info", test_info);
  add_test ("/cli/images/data-info", test_data_info);
  add_test ("/cli/images/data-list", test_data_list);
  add_test ("/cli/images/mnist", test_mnist);
  return g_test_run ();
}
