/* Texts from end to end: train naive Bayes on a made-up table, measure it, have
 * it read texts from files, options and standard input. */
#include <string.h>

#include "tests/cli/cli-support.h"

#define TRAIN "train naive-bayes --data train.csv --output m.safetensors "

static void
train (Fixture *fixture)
{
  g_auto (Run) run = { 0 };

  make_texts (fixture, "train.csv", 40);
  run = run_cli (fixture, TRAIN "--quiet");
  assert_done (&run);
  g_assert_cmpstr (run.err, ==, "");
}

static void
test_train (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) summary = NULL;

  make_texts (fixture, "train.csv", 40);
  run = run_cli (fixture, TRAIN "--json --ngrams 1-2 --alpha 0.5 --compact "
                                "--sublinear-tf --validation-fraction 0.25");
  assert_done (&run);
  summary = parse_object (run.out);
  g_assert_cmpstr (json_object_get_string_member (summary, "model"), ==,
                   "naive-bayes");
  g_assert_cmpint (json_object_get_int_member (summary, "train_count"), ==, 30);
  g_assert_cmpint (json_object_get_int_member (summary, "validation_count"),
                   ==, 10);
  g_assert_cmpfloat (
      json_object_get_double_member (summary, "validation_accuracy"), ==, 1.0);
  g_assert_cmpstr (json_object_get_string_member (summary, "recipe"), ==,
                   "--analyzer word --ngrams 1-2 --min-df 1 --max-features 0 "
                   "--alpha 0.5 --norm l2 --sublinear-tf --compact");
}

/* What a model is calibrated by, and its probabilities without. */
static double
fish_of (Fixture *fixture, const char *line)
{
  g_auto (Run) run = run_cli (fixture, line);
  g_autoptr (JsonObject) object = NULL;

  assert_done (&run);
  object = parse_object (run.out);
  return json_object_get_double_member (
      json_object_get_object_member (object, "probabilities"), "fish");
}

static void
test_calibration (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) plain = { 0 };
  g_auto (Run) raw = { 0 };
  g_auto (Run) info = { 0 };
  g_auto (Run) figures = { 0 };
  g_auto (Run) raw_figures = { 0 };
  g_autoptr (JsonObject) summary = NULL;
  JsonObject *c;
  double p;

  make_texts (fixture, "train.csv", 40);
  run = run_cli (fixture, TRAIN "--json --quiet --calibration-folds 4");
  assert_done (&run);
  summary = parse_object (run.out);
  c = json_object_get_object_member (summary, "calibration");
  g_assert_cmpint (json_object_get_int_member (c, "texts"), ==, 40);
  g_assert_cmpint (json_object_get_int_member (c, "folds"), ==, 4);
  g_assert_cmpfloat (json_object_get_double_member (c, "log_loss"), <,
                     json_object_get_double_member (c, "log_loss_raw"));
  plain = run_cli (fixture, "train naive-bayes --data train.csv --output "
                            "raw.safetensors --calibration-folds 0 --json");
  assert_done (&plain);
  g_assert_null (strstr (plain.out, "\"calibration\""));
  p = fish_of (fixture, "predict raw.safetensors --json --text fin");
  g_assert_cmpfloat (
      fish_of (fixture, "predict m.safetensors --json --raw --text fin"), ==,
      p);
  g_assert_cmpfloat (
      fish_of (fixture, "predict m.safetensors --json --text fin"), >, p);
  figures = run_cli (fixture, "evaluate m.safetensors --data train.csv --json");
  raw_figures = run_cli (
      fixture, "evaluate m.safetensors --raw --data train.csv --json");
  raw = run_cli (fixture, "evaluate raw.safetensors --data train.csv --json");
  g_assert_cmpstr (raw_figures.out, ==, raw.out);
  g_assert_cmpstr (figures.out, !=, raw.out);
  info = run_cli (fixture, "info m.safetensors");
  g_assert_nonnull (strstr (info.out, "by 4 folds of 40 texts"));
}

static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) chinese = { 0 };
  g_auto (Run) unknown = { 0 };
  g_auto (Run) folds = { 0 };
  g_autoptr (JsonObject) summary = NULL;
  const char *recipe;

  make_texts (fixture, "train.csv", 12);
  run = run_cli (fixture, TRAIN "--json --recipe best-text --alpha 0.5 "
                                "--no-sublinear-tf");
  assert_done (&run);
  g_assert_nonnull (strstr (run.err, "note: probabilities stay raw"));
  summary = parse_object (run.out);
  recipe = json_object_get_string_member (summary, "recipe");
  g_assert_nonnull (strstr (recipe, "--event-model complement"));
  g_assert_nonnull (strstr (recipe, "--alpha 0.5 "));
  g_assert_nonnull (strstr (recipe, "--analyzer icu --ngrams 1-2 "));
  g_assert_null (strstr (recipe, "--sublinear-tf"));
  fixture_write (fixture, "chinese.csv", "text,label\n国足主场取胜,sports\n"
                                         "股市大涨,stocks\n", -1);
  chinese = run_cli (fixture, "train naive-bayes --data chinese.csv --output "
                              "c.safetensors --recipe best-text --json");
  assert_done (&chinese);
  g_assert_nonnull (strstr (chinese.out, "--analyzer char_wb --ngrams 1-3 "));
  unknown = run_cli (fixture, TRAIN "--recipe finest");
  assert_failed (&unknown, 2, "expected one of default, best-text");
  folds = run_cli (fixture, TRAIN "--calibration-folds 1");
  assert_failed (&folds, 2, "--calibration-folds");
}

/* Bad rows are an error, or told and passed over, by every command. */
static void
test_skip_bad_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const commands[]
      = { TRAIN, "evaluate m.safetensors --data bad.csv ",
          "cross-validate naive-bayes --folds 2 --data bad.csv ",
          "data info bad.csv " };
  static const char table[]
      = "label,text\na,one\nb,two,more\na,two\nb,three\n,x\nb,four\n";

  fixture_write (fixture, "bad.csv", table, strlen (table));
  fixture_write (fixture, "train.csv", table, strlen (table));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *skipping
          = g_strconcat (commands[i], "--skip-bad-rows", NULL);
      g_auto (Run) refused = run_cli (fixture, commands[i]);
      g_auto (Run) done = run_cli (fixture, skipping);

      assert_failed (&refused, 1, "line 3: expected 2 fields");
      assert_done (&done);
      g_assert_nonnull (strstr (done.err, "2 rows skipped; the first: "));
      g_assert_nonnull (strstr (done.err, "line 3: expected 2 fields"));
    }
}

/* A first row that looks like names is one to learn from where that is said. */
static void
test_header (Fixture *fixture, gconstpointer data)
{
  static const char table[] = "topic,news\nsport,ball\nsport,goal\n";
  g_auto (Run) guessed = { 0 };
  g_auto (Run) told = { 0 };
  g_auto (Run) wrong = { 0 };

  fixture_write (fixture, "h.csv", table, strlen (table));
  guessed = run_cli (fixture, "train naive-bayes --data h.csv --output "
                              "m.safetensors --calibration-folds 0");
  g_assert_cmpint (guessed.status, ==, 1);
  g_assert_nonnull (strstr (guessed.err, "found 2 texts of sport"));
  told = run_cli (fixture, "train naive-bayes --data h.csv --header no "
                           "--output m.safetensors --calibration-folds 0");
  assert_done (&told);
  g_assert_nonnull (strstr (told.out, "2 classes, 3 features"));
  wrong = run_cli (fixture, "evaluate m.safetensors --data h.csv --header 1");
  assert_failed (&wrong, 2, "--header");
}

static void
test_evaluate (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) table = { 0 };
  g_autoptr (JsonObject) figures = NULL;
  JsonArray *classes;

  train (fixture);
  make_texts (fixture, "test.csv", 24);
  run = run_cli (fixture, "evaluate m.safetensors --data test.csv --json");
  assert_done (&run);
  figures = parse_object (run.out);
  g_assert_cmpint (json_object_get_int_member (figures, "count"), ==, 24);
  g_assert_cmpfloat (json_object_get_double_member (figures, "accuracy"), ==,
                     1.0);
  classes = json_object_get_array_member (figures, "classes");
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (classes, 0),
                                     "label"),
      ==, "bird");
  table = run_cli (fixture, "evaluate m.safetensors --data test.csv");
  assert_done (&table);
  g_assert_nonnull (strstr (table.out, "accuracy  100.00 %"));
}

/* The model's classes in another order, one of them alone. */
static void
test_classes_by_name (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) known = { 0 };
  g_auto (Run) unknown = { 0 };
  g_autoptr (JsonObject) figures = NULL;

  train (fixture);
  fixture_write (fixture, "fish.csv", "text,label\nfin gill,fish\n"
                                      "scale fin,fish\n", -1);
  known = run_cli (fixture, "evaluate m.safetensors --data fish.csv --json");
  assert_done (&known);
  figures = parse_object (known.out);
  g_assert_cmpfloat (json_object_get_double_member (figures, "accuracy"), ==,
                     1.0);
  fixture_write (fixture, "ant.csv", "text,label\nfin gill,fish\n"
                                     "six legs,ant\n", -1);
  unknown = run_cli (fixture, "evaluate m.safetensors --data ant.csv");
  assert_failed (&unknown, 1, "'ant'; it knows bird, fish");
}

/* A class that is not in the data has no figures: a dash and a note for
 * people, a warning for programs; nothing is 0 in silence. */
static void
test_absent_class (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) table = { 0 };
  g_auto (Run) run = { 0 };
  g_autoptr (JsonObject) figures = NULL;
  JsonArray *warnings;
  JsonObject *averages;

  train (fixture);
  fixture_write (fixture, "fish.csv", "text,label\nfin gill,fish\n"
                                      "scale fin,fish\n", -1);
  table = run_cli (fixture, "evaluate m.safetensors --data fish.csv");
  assert_done (&table);
  g_assert_nonnull (strstr (table.out,
                            "bird                  -          -          -  "
                            "        -          -          0\n"));
  g_assert_nonnull (strstr (table.err, "note: class 'bird' is not in the data "
                                       "and never predicted"));
  g_assert_nonnull (strstr (table.err, "all examples are of one class"));
  run = run_cli (fixture, "evaluate m.safetensors --data fish.csv --json "
                          "--bootstrap 100 --charts charts");
  assert_done (&run);
  g_assert_cmpstr (run.err, ==, "");
  figures = parse_object (run.out);
  warnings = json_object_get_array_member (figures, "warnings");
  g_assert_cmpuint (json_array_get_length (warnings), ==, 2);
  averages = json_object_get_object_member (figures, "macro");
  g_assert_true (json_object_get_null_member (averages, "roc_auc"));
  g_assert_cmpfloat (json_object_get_double_member (averages, "f1"), ==, 1);
  g_assert_true (fixture_has (fixture, "charts/roc.png"));
}

static void
check_label (const char *out, guint line, const char *input, const char *label,
             const char *verdict)
{
  g_autoptr (JsonObject) object = parse_line (out, line);

  g_assert_cmpstr (json_object_get_string_member (object, "input"), ==, input);
  g_assert_cmpstr (json_object_get_string_member (object, "label"), ==, label);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==,
                   verdict);
}

static void
test_predict (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };

  train (fixture);
  fixture_write (fixture, "a.txt", "fin, gill\nand scale\n", -1);
  fixture_write (fixture, "blank.txt", " \n\t\n", -1);
  run = run_cli_input (fixture, "wing feather nest\r\n\ngill fin scale",
                       "predict m.safetensors a.txt - blank.txt --json "
                       "--text zebra --text nest,feather,wing");
  assert_done (&run);
  g_assert_cmpuint (count_lines (run.out), ==, 7);
  g_assert_nonnull (strstr (run.out, "{\"input\":\"zebra\","));
  check_label (run.out, 1, "nest,feather,wing", "bird", "confident");
  check_label (run.out, 2, "a.txt", "fish", "confident");
  check_label (run.out, 3, "wing feather nest", "bird", "confident");
  check_label (run.out, 4, "", NULL, "empty");
  check_label (run.out, 5, "gill fin scale", "fish", "confident");
  check_label (run.out, 6, "blank.txt", NULL, "empty");
}

static void
test_class_names (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) trained = { 0 };
  g_auto (Run) run = { 0 };
  g_auto (Run) few = { 0 };

  fixture_write (fixture, "number.csv",
                 "fin gill,0\nwing nest,1\ngill scale,0\nfeather nest,1\n",
                 -1);
  fixture_write (fixture, "names.txt", "fish\nbird\n", -1);
  fixture_write (fixture, "one.txt", "fish\n", -1);
  trained = run_cli (fixture, "train naive-bayes --data number.csv "
                              "--class-names names.txt --output n.safetensors");
  assert_done (&trained);
  run = run_cli (fixture, "predict n.safetensors --text nest --json");
  assert_done (&run);
  check_label (run.out, 0, "nest", "bird", "unsure");
  few = run_cli (fixture, "evaluate n.safetensors --data number.csv "
                          "--class-names one.txt");
  assert_failed (&few, 1, "as many as there are class names");
}

/* Of a text without a known word only the priors speak. */
static void
test_unknown_words (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) trained = { 0 };
  g_auto (Run) run = { 0 };
  g_autoptr (GString) text = g_string_new ("text,label\nwing,bird\n");

  for (int i = 0; i < 30; i++)
    g_string_append (text, "fin,fish\n");
  fixture_write (fixture, "train.csv", text->str, -1);
  trained = run_cli (fixture, TRAIN "--quiet");
  assert_done (&trained);
  run = run_cli (fixture, "predict m.safetensors --text zebra --json");
  assert_done (&run);
  check_label (run.out, 0, "zebra", "fish", "unsure");
}

static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) automatic = { 0 };
  g_auto (Run) strict = { 0 };
  g_auto (Run) file = { 0 };

  train (fixture);
  automatic = run_cli_input (fixture, "fin gill caf\xe9\n",
                             "predict m.safetensors - --json");
  assert_done (&automatic);
  check_label (automatic.out, 0, "fin gill caf\303\251", "fish", "confident");
  strict = run_cli_input (fixture, "caf\xe9\n",
                          "predict m.safetensors - --encoding utf-8");
  assert_failed (&strict, 1, "line 1: expected UTF-8");
  fixture_write (fixture, "nul.txt", "a\0b", 3);
  file = run_cli (fixture, "predict m.safetensors nul.txt");
  assert_failed (&file, 1, "NUL");
}

static void
test_info (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) table = { 0 };
  g_autoptr (JsonObject) object = NULL;
  JsonObject *metadata;

  train (fixture);
  run = run_cli (fixture, "info m.safetensors --json");
  assert_done (&run);
  object = parse_object (run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==,
                   "naive-bayes");
  metadata = json_object_get_object_member (object, "metadata");
  g_assert_cmpstr (json_object_get_string_member (metadata, "data"), ==,
                   "train.csv");
  g_assert_cmpstr (json_object_get_string_member (metadata, "train_accuracy"),
                   ==, "1");
  table = run_cli (fixture, "data info train.csv");
  assert_done (&table);
  g_assert_nonnull (strstr (table.out, "labelled texts"));
  g_assert_nonnull (strstr (table.out, "20   fish"));
}

static void
assert_refused (Fixture *fixture, const char *options, const char *part)
{
  g_autofree char *line = g_strconcat (TRAIN, options, NULL);
  g_auto (Run) run = run_cli (fixture, line);

  assert_failed (&run, 2, part);
}

/* Of every kind, and the model says so of itself. */
static void
test_options (Fixture *fixture, gconstpointer data)
{
  static const char *const options[]
      = { "--event-model complement --complement-norm --idf plain",
          "--event-model bernoulli --prior uniform --max-df 0.9",
          "--norm l1 --idf none --prior 0.25,0.75 --stop-words stop.txt" };

  make_texts (fixture, "train.csv", 40);
  fixture_write (fixture, "stop.txt", "the\n\n of \n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *line = g_strconcat (TRAIN, options[i], NULL);
      g_auto (Run) run = run_cli (fixture, line);
      g_auto (Run) info = run_cli (fixture, "info m.safetensors --json");
      g_auto (GStrv) words = g_strsplit (options[i], " ", -1);

      assert_done (&run);
      for (guint w = 0; words[w] != NULL; w++)
        if (strcmp (words[w], "stop.txt") != 0)
          g_assert_nonnull (strstr (info.out, words[w]));
    }
  assert_refused (fixture, "--event-model poisson", "bernoulli");
  assert_refused (fixture, "--complement-norm", "--event-model complement");
  assert_refused (fixture, "--prior 0.5,x", "--prior");
  assert_refused (fixture, "--prior 0.5,0.6", "sum to 1");
  assert_refused (fixture, "--max-df 1.5", "--max-df");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/texts/train", test_train);
  add_test ("/cli/texts/calibration", test_calibration);
  add_test ("/cli/texts/recipe", test_recipe);
  add_test ("/cli/texts/options", test_options);
  add_test ("/cli/texts/skip-bad-rows", test_skip_bad_rows);
  add_test ("/cli/texts/header", test_header);
  add_test ("/cli/texts/evaluate", test_evaluate);
  add_test ("/cli/texts/absent-class", test_absent_class);
  add_test ("/cli/texts/classes-by-name", test_classes_by_name);
  add_test ("/cli/texts/predict", test_predict);
  add_test ("/cli/texts/unknown-words", test_unknown_words);
  add_test ("/cli/texts/encodings", test_encodings);
  add_test ("/cli/texts/info", test_info);
  add_test ("/cli/texts/class-names", test_class_names);
  return g_test_run ();
}
