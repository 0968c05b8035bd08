/* Events as JSON, and the folder of a run: names, files, a full disk, a run
 * that is killed. */
#include "core/store/run-directory.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/model/lenet5.h"
#include "core/store/checkpoint.h"

static void
check_event (const InkEvent *event, const char *expected)
{
  g_autofree char *json = ink_event_to_json (event);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_events (void)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_START);
  event.epoch = 3;
  event.steps_total = 1500;
  event.n_train = 50000;
  event.n_validation = 10000;
  check_event (&event,
               "{\"event\":\"start\",\"epochs\":3,\"steps\":1500,"
               "\"train_count\":50000,\"validation_count\":10000}");
  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = 1;
  event.step = 7;
  event.loss = 2.3;
  event.learning_rate = 1e-7;
  check_event (&event, "{\"event\":\"step\",\"epoch\":1,\"step\":7,"
                       "\"loss\":2.3,\"learning_rate\":1e-07}");
  ink_event_init (&event, INK_EVENT_END);
  event.epoch = 3;
  event.seconds = 4.5;
  event.images_per_second = 1.0 / 3;
  event.reason = INK_END_STOPPED;
  check_event (&event, "{\"event\":\"end\",\"reason\":\"stopped\","
                       "\"epochs\":3,\"seconds\":4.5,"
                       "\"images_per_second\":0.3333333333333333}");
}

/* A loss that is NaN is not one that is absent. */
static void
test_event_figures (void)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_EPOCH);
  event.epoch = 1;
  event.train_loss = NAN;
  event.train_accuracy = 0.1;
  check_event (&event, "{\"event\":\"epoch\",\"epoch\":1,"
                       "\"train_loss\":\"NaN\",\"train_accuracy\":0.1}");
  event.train_loss = INFINITY;
  event.validation_accuracy = 0.25;
  event.images_per_second = 18000;
  event.seconds = 2;
  check_event (&event,
               "{\"event\":\"epoch\",\"epoch\":1,"
               "\"train_loss\":\"Infinity\",\"train_accuracy\":0.1,"
               "\"validation_loss\":\"NaN\",\"validation_accuracy\":0.25,"
               "\"images_per_second\":18000,\"seconds\":2}");
}

static void
check_same (const InkEvent *event)
{
  g_autofree char *json = ink_event_to_json (event);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  InkEvent read;

  g_assert_true (
      ink_event_from_json ("x", json, strlen (json), &read, &error));
  g_assert_no_error (error);
  again = ink_event_to_json (&read);
  g_assert_cmpstr (again, ==, json);
}

static void
test_event_read (void)
{
  InkEvent event;

  for (guint kind = INK_EVENT_START; kind <= INK_EVENT_END; kind++)
    {
      ink_event_init (&event, (InkEventKind) kind);
      check_same (&event);
      event.epoch = 7;
      event.step = (guint64) 1 << 40;
      event.steps_total = 1500;
      event.n_train = G_MAXUINT;
      event.loss = -INFINITY;
      event.learning_rate = 0.1 + 0.2;
      event.train_loss = 1e-300;
      event.validation_accuracy = 0.25;
      event.seconds = 2;
      event.rate_changed = kind == INK_EVENT_EPOCH;
      event.reason = INK_END_DIVERGED;
      check_same (&event);
    }
}

/* Lines of a later program, with white space, with other members. */
static void
test_event_lenient (void)
{
  static const char line[]
      = " { \"later\" : \"x\", \"more\":true,\"event\" : \"step\" ,"
        "\"loss\": -2.5e-1, \"step\":3} ";
  InkEvent event;

  g_assert_true (
      ink_event_from_json ("x", line, sizeof line - 1, &event, NULL));
  g_assert_cmpint (event.kind, ==, INK_EVENT_STEP);
  g_assert_cmpuint (event.step, ==, 3);
  g_assert_cmpfloat (event.loss, ==, -0.25);
  g_assert_true (isnan (event.learning_rate));
}

static void
test_event_bad (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "null",
    "{\"event\":\"step\"",
    "{\"event\":\"step\"}}",
    "{\"event\":\"jump\"}",
    "{\"event\":1}",
    "{\"event\":\"step\",\"step\":-1}",
    "{\"event\":\"step\",\"step\":1.5}",
    "{\"event\":\"step\",\"step\":1e300}",
    "{\"event\":\"step\",\"epoch\":4294967296}",
    "{\"event\":\"step\",\"step\":\"NaN\"}",
    "{\"event\":\"step\",\"loss\":nan}",
    "{\"event\":\"step\",\"loss\":0x10}",
    "{\"event\":\"step\",\"loss\":1e999}",
    "{\"event\":\"step\",\"loss\":\"much\"}",
    "{\"event\":\"step\",\"loss\":{}}",
    "{\"event\":\"step\",\"loss\":[1]}",
    "{\"event\":\"step\",\"loss\":}",
    "{\"event\":\"end\",\"reason\":\"whim\"}",
    ("{\"event\":\"step\",\"loss\":"
     "111111111111111111111111111111111111111111111111111111111111111111111}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      InkEvent event = { .epoch = 77 };

      g_assert_false (ink_event_from_json ("x.jsonl", bad[i], strlen (bad[i]),
                                           &event, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
      g_assert_true (g_str_has_prefix (error->message, "x.jsonl: "));
      g_assert_cmpuint (event.epoch, ==, 77);
    }
}

typedef struct
{
  char *parent;
  JsonObject *run;
  InkRunDirectory *directory;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp ("inkling-XXXXXX", NULL);

  f->parent = g_build_filename (top, "runs", NULL);
  f->run = json_object_new ();
  json_object_set_string_member (f->run, "model", "lenet5");
  f->directory = ink_run_directory_new (f->parent, f->run, &error);
  g_assert_no_error (error);
}

/* Two levels are all there is. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *top = g_path_get_dirname (f->parent);

  ink_run_directory_free (f->directory);
  json_object_unref (f->run);
  remove_folder (top);
  g_free (f->parent);
}

static void
append_steps (Fixture *f)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_STEP);
  event.loss = 1;
  event.learning_rate = 0.1;
  for (event.step = 1; event.step <= 3; event.step++)
    g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
  ink_event_init (&event, INK_EVENT_END);
  g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
}

/* Cut at every byte: whole lines are read, and what is cut is left out. */
static void
test_read (Fixture *f, gconstpointer data)
{
  const char *folder = ink_run_directory_path (f->directory);
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  append_steps (f);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  for (gsize cut = 0; cut <= size; cut++)
    {
      g_autoptr (GArray) events = NULL;
      guint lines = 0;

      for (gsize i = 0; i < cut; i++)
        lines += text[i] == '\n';
      g_assert_true (g_file_set_contents (path, text, (gssize) cut, NULL));
      events = ink_run_directory_read_events (folder, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (events->len, ==, lines);
      if (lines == 4)
        g_assert_cmpuint (g_array_index (events, InkEvent, 3).step, ==, 3);
    }
  text[0] = '[';
  g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
  g_assert_null (ink_run_directory_read_events (folder, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "line 1: "));
  g_clear_error (&error);
  g_remove (path);
  g_assert_null (ink_run_directory_read_events (folder, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
}

static char *
read_file (const InkRunDirectory *directory, const char *file)
{
  g_autofree char *path
      = g_build_filename (ink_run_directory_path (directory), file, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InkRunDirectory) other
          = ink_run_directory_new (f->parent, f->run, &error);
      const char *path = ink_run_directory_path (other);
      g_autofree char *name = g_path_get_basename (path);

      g_assert_no_error (error);
      g_assert_true (g_regex_match_simple (
          "^\\d{4}-\\d\\d-\\d\\d-\\d{6}(-\\d+)?$", name, 0, 0));
      g_assert_cmpstr (path, !=, ink_run_directory_path (f->directory));
      g_assert_true (g_hash_table_add (seen, g_strdup (path)));
    }
}

static void
test_new_error (void)
{
  g_autoptr (JsonObject) run = json_object_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_run_directory_new ("/dev/null/runs", run, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/dev/null/runs"));
}

/* @n: of the step. */
static InkEvent
make_step (guint64 n)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = 1;
  event.step = n;
  event.loss = 0.5;
  event.learning_rate = 0.1;
  return event;
}

static void
test_files (Fixture *f, gconstpointer data)
{
  InkEvent event = make_step (1);
  g_autoptr (JsonObject) report = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = ink_event_to_json (&event);
  g_autofree char *expected = g_strdup_printf ("%s\n%s\n", json, json);
  g_autofree char *run = read_file (f->directory, "run.json");
  g_autofree char *events = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (run, ==, "{\n  \"model\" : \"lenet5\"\n}\n");
  g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
  g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
  events = read_file (f->directory, "events.jsonl");
  g_assert_cmpstr (events, ==, expected);
  json_object_set_double_member (report, "loss", NAN);
  json_object_set_double_member (report, "accuracy", 0.5);
  g_assert_true (ink_run_directory_save_report (f->directory, report, NULL));
  text = read_file (f->directory, "report.json");
  node = json_from_string (text, NULL);
  g_assert_true (json_object_get_null_member (json_node_get_object (node),
                                              "loss"));
}

static void
test_models (Fixture *f, gconstpointer data)
{
  const char *const classes[] = { "no", "yes", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (2);
  g_autofree float *parameters
      = g_new0 (float, ink_network_n_parameters (network));
  g_autoptr (InkModel) model = ink_lenet5_model_new (parameters, classes);
  g_autofree char *path = g_build_filename (
      ink_run_directory_path (f->directory), "best.safetensors", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++) /* the second replaces the first */
    {
      g_autoptr (InkModel) again = NULL;

      ink_run_directory_save_model (f->directory, "best", model, &error);
      g_assert_no_error (error);
      again = ink_checkpoint_load (path, &error);
      g_assert_no_error (error);
      g_assert_cmpstrv (ink_model_class_names (again), classes);
    }
}

/* As on a full disk, files cannot grow past a limit: the event that does not
 * fit is an error and leaves no half line; when there is room, runs go on. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  InkEvent event = make_step (1);
  g_autofree char *json = ink_event_to_json (&event);
  rlim_t line = strlen (json) + 1;
  struct rlimit before, narrow;
  g_autoptr (GError) error = NULL;
  g_autofree char *events = NULL;
  g_auto (GStrv) lines = NULL;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  narrow = before;
  narrow.rlim_cur = line * 2 + line / 2;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &narrow), ==, 0);
  g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
  g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
  g_assert_false (ink_run_directory_append (f->directory, &event, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "events.jsonl"));
  g_assert_true (ink_run_directory_append (f->directory, &event, NULL));
  events = read_file (f->directory, "events.jsonl");
  lines = g_strsplit (events, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (lines[i], ==, json);
  g_assert_cmpstr (lines[3], ==, "");
}

/* Kills a process that appends as fast as it can: whole lines, in order. */
static void
test_killed (Fixture *f, gconstpointer data)
{
  pid_t child = fork ();
  g_autofree char *events = NULL;
  g_auto (GStrv) lines = NULL;
  guint n;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    for (guint64 i = 1;; i++)
      {
        InkEvent event = make_step (i);

        if (!ink_run_directory_append (f->directory, &event, NULL))
          _exit (1);
      }
  for (guint i = 0; i < 1000 && (events == NULL || *events == '\0'); i++)
    {
      g_free (events);
      g_usleep (10000);
      events = read_file (f->directory, "events.jsonl");
    }
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  g_free (events);
  events = read_file (f->directory, "events.jsonl");
  g_assert_true (g_str_has_suffix (events, "\n"));
  lines = g_strsplit (events, "\n", -1);
  n = g_strv_length (lines) - 1;
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      InkEvent event = make_step (i + 1);
      g_autofree char *json = ink_event_to_json (&event);

      g_assert_cmpstr (lines[i], ==, json);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/event-json/kinds", test_events);
  g_test_add_func ("/core/event-json/figures", test_event_figures);
  g_test_add_func ("/core/event-json/read", test_event_read);
  g_test_add_func ("/core/event-json/lenient", test_event_lenient);
  g_test_add_func ("/core/event-json/bad", test_event_bad);
  g_test_add ("/core/run-directory/read", Fixture, NULL, set_up, test_read,
              tear_down);
  g_test_add_func ("/core/run-directory/new-error", test_new_error);
  g_test_add ("/core/run-directory/names", Fixture, NULL, set_up, test_names,
              tear_down);
  g_test_add ("/core/run-directory/files", Fixture, NULL, set_up, test_files,
              tear_down);
  g_test_add ("/core/run-directory/models", Fixture, NULL, set_up, test_models,
              tear_down);
  g_test_add ("/core/run-directory/full-disk", Fixture, NULL, set_up,
              test_full_disk, tear_down);
  g_test_add ("/core/run-directory/killed", Fixture, NULL, set_up, test_killed,
              tear_down);
  return g_test_run ();
}
