/* Results that cannot be written, runs that end early: what stood before still
 * stands, no half file is left, and the one message tells. */
#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/cli/cli-support.h"

#define TRAIN "train lenet5 --data idx --batch-size 10 --epochs 1 --quiet "

static void
test_not_writable (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) missing = { 0 };
  g_auto (Run) folder = { 0 };
  g_auto (Run) charts = { 0 };
  g_auto (Run) predictions = { 0 };

  make_digits (fixture, 20, 10);
  missing = run_cli (fixture, TRAIN "--output none/m.st");
  assert_failed (&missing, 1, "none/m.st: cannot write");
  folder = run_cli (fixture, TRAIN "--output idx");
  assert_failed (&folder, 1, "found a folder");
  charts = run_cli (fixture, TRAIN "--output m.st --charts /proc/charts");
  assert_failed (&charts, 1, "/proc/charts");
  predictions = run_cli (
      fixture, "evaluate none.st --data idx --predictions none/p.csv");
  assert_failed (&predictions, 1, "none/p.csv");
  g_assert_cmpuint (fixture_count_files (fixture), ==, 1);
}

/* Names out of a file command no terminal and forge no line. */
static void
test_control_characters (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "info m.st",
    "data info texts.csv",
    "predict m.st --text fin",
    "evaluate m.st --data texts.csv",
  };
  g_auto (Run) train = { 0 };

  fixture_write (fixture, "texts.csv",
                 "text,label\nfin,\"fi\x1b[31m\tsh\n9\"\n"
                 "feather,bi\xc2\x9brd\n",
                 -1);
  train = run_cli (fixture, "train naive-bayes --data texts.csv --output m.st");
  assert_done (&train);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) run = run_cli (fixture, lines[i]);

      assert_done (&run);
      g_assert_nonnull (strstr (run.out, "fi [31m sh 9"));
      g_assert_null (strchr (run.out, '\x1b'));
      g_assert_null (strstr (run.out, "\xc2\x9b"));
    }
}

/* What a result is made from is not what it is written over. */
static void
test_output_is_input (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "train naive-bayes --data texts.csv --output ./texts.csv",
    "train naive-bayes --data texts.csv --output link",
    TRAIN "--output m.st --events m.st",
    TRAIN "--output m.st --events ./m.st",
    "evaluate m.st --data texts.csv --predictions m.st",
    "evaluate m.st --data texts.csv --predictions texts.csv",
    "train lenet5 --data idx --output idx/train-labels-idx1-ubyte",
    TRAIN "--output m.st --events idx/train-labels-idx1-ubyte",
  };
  g_autofree char *link_path = fixture_path (fixture, "link");
  g_autoptr (GBytes) texts = NULL;

  make_digits (fixture, 20, 10);
  make_texts (fixture, "texts.csv", 20);
  texts = fixture_read (fixture, "texts.csv");
  fixture_write (fixture, "m.st", "old", 3);
  g_assert_cmpint (symlink ("texts.csv", link_path), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) run = run_cli (fixture, lines[i]);
      g_autoptr (GBytes) kept = fixture_read (fixture, "texts.csv");
      g_autoptr (GBytes) model = fixture_read (fixture, "m.st");

      assert_failed (&run, 2, "expected another file than");
      g_assert_true (g_bytes_equal (kept, texts));
      g_assert_cmpuint (g_bytes_get_size (model), ==, 3);
    }
}

/* Found out before the data are even looked at. */
static void
test_output_comes_first (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) images = run_cli (
      fixture, "train lenet5 --data none --output none/m.st --quiet");
  g_auto (Run) texts = run_cli (
      fixture, "train naive-bayes --data none --output none/m.st --quiet");

  assert_failed (&images, 1, "none/m.st");
  assert_failed (&texts, 1, "none/m.st");
}

static gboolean
has_full_device (void)
{
  if (g_access ("/dev/full", W_OK) == 0)
    return TRUE;
  g_test_skip ("no /dev/full here");
  return FALSE;
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) model = { 0 };
  g_auto (Run) events = { 0 };

  if (!has_full_device ())
    return;
  make_digits (fixture, 20, 10);
  model = run_cli (fixture, TRAIN "--output /dev/full");
  assert_failed (&model, 1, "/dev/full: cannot write");
  events = run_cli (fixture, TRAIN "--output m.st --events /dev/full");
  g_assert_cmpint (events.status, ==, 1);
  g_assert_cmpuint (count_lines (events.err), ==, 1);
  g_assert_nonnull (strstr (events.err, "/dev/full: cannot write the events"));
  g_assert_true (fixture_has (fixture, "m.st"));
}

static void
limit_cb (gpointer user_data)
{
  const struct rlimit limit = { 1000, 1000 };

  signal (SIGXFSZ, SIG_DFL); /* not to die of it is the program's to do */
  (void) !setrlimit (RLIMIT_FSIZE, &limit);
}

/* The file grows too large half way: the old one stays. */
static void
test_old_file_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) kept = NULL;

  make_digits (fixture, 20, 10);
  fixture_write (fixture, "m.st", "old", 3);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  g_subprocess_launcher_set_child_setup (launcher, limit_cb, NULL, NULL);
  process = g_subprocess_launcher_spawn (
      launcher, NULL, g_getenv ("INKLING_CLI"), "train", "lenet5", "--data",
      "idx", "--batch-size", "10", "--epochs", "1", "--output", "m.st", NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  kept = fixture_read (fixture, "m.st");
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept),
                   "old", 3);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 2); /* m.st, idx */
}

static void
test_standard_output (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[]
      = { "--version", "--help", "train --help", "data list",
          "data info idx --json" };

  if (!has_full_device ())
    return;
  make_digits (fixture, 20, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) full = run_cli_into (fixture, "/dev/full", lines[i]);
      g_auto (Run) closed = run_cli_into (fixture, NULL, lines[i]);

      assert_failed (&full, 1, "standard output: cannot write");
      assert_failed (&closed, 1, "standard output: cannot write");
    }
}

/* With its output closed, no file of the program's gets that number. */
static void
test_closed_output_spares_files (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) info = { 0 };

  make_digits (fixture, 20, 10);
  run = run_cli_into (fixture, NULL, TRAIN "--output m.st --events e.jsonl");
  assert_failed (&run, 1, "standard output");
  info = run_cli (fixture, "info m.st");
  assert_done (&info);
}

/* Reads lines from the run's events until the first epoch ends. */
static void
wait_for_epoch (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  gboolean seen = FALSE;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines),
                                               FALSE);
  while (!seen)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line
          = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      seen = strstr (line, "\"event\":\"epoch\"") != NULL;
    }
}

static void
stop_with (Fixture *fixture, int number)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_auto (Run) info = { 0 };

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (
      launcher, &error, g_getenv ("INKLING_CLI"), "train", "lenet5", "--data",
      "idx", "--output", "m.st", "--batch-size", "10", "--epochs", "100000",
      "--events", "-", "--quiet", NULL);
  g_assert_no_error (error);
  wait_for_epoch (process);
  g_subprocess_send_signal (process, number);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (err, "stopped at epoch "));
  g_assert_nonnull (strstr (err, "; the model so far is in m.st"));
  g_assert_nonnull (strstr (out, "\"reason\":\"stopped\""));
  info = run_cli (fixture, "info m.st");
  assert_done (&info);
  g_assert_nonnull (strstr (info.out, "epochs_done"));
  /* figures only where they are of these weights */
  g_assert_true ((strstr (info.out, "steps_done") == NULL)
                 == (strstr (info.out, "train_accuracy") != NULL));
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  make_digits (fixture, 50, 10);
  stop_with (fixture, SIGINT);
  stop_with (fixture, SIGTERM);
  stop_with (fixture, SIGHUP);
}

/* A reader of the events that leaves costs the events, not the model. */
static void
test_reader_leaves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  make_digits (fixture, 50, 10);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (
      launcher, NULL, g_getenv ("INKLING_CLI"), "train", "lenet5", "--data",
      "idx", "--output", "m.st", "--batch-size", "10", "--epochs", "5",
      "--events", "-", NULL);
  g_assert_nonnull (process);
  g_assert_true (g_input_stream_close (g_subprocess_get_stdout_pipe (process),
                                       NULL, NULL));
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_true (fixture_has (fixture, "m.st"));
}

/* Fills the pipe of the run's events, so that the run stands still in the
 * middle of writing one. */
static void
wait_until_stuck (GSubprocess *process)
{
  int fd = g_unix_input_stream_get_fd (
      G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (process)));
  int before = -1, now = 0;

  while (now != before || now < 4096)
    {
      before = now;
      g_usleep (500000);
      g_assert_cmpint (ioctl (fd, FIONREAD, &now), ==, 0);
    }
}

/* Where the first signal has no effect soon, the second ends all. */
static void
test_second_signal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  make_digits (fixture, 50, 10);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (
      launcher, NULL, g_getenv ("INKLING_CLI"), "train", "lenet5", "--data",
      "idx", "--output", "m.st", "--batch-size", "10", "--epochs", "100000",
      "--events", "-", NULL);
  g_assert_nonnull (process);
  wait_until_stuck (process);
  g_subprocess_send_signal (process, SIGINT);
  g_usleep (100000);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGINT);
  g_assert_false (fixture_has (fixture, "m.st"));
}

static void
test_divergence (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) again = { 0 };
  g_autoptr (GBytes) kept = NULL;

  make_digits (fixture, 400, 10);
  run = run_cli (fixture, DIVERGE "--batch-size 1 --epochs 3");
  assert_failed (&run, 1, "loss is not finite at epoch 1, step ");
  g_assert_nonnull (strstr (run.err, "; try a smaller rate"));
  g_assert_false (fixture_has (fixture, "m.st"));
  fixture_write (fixture, "m.st", "older", 5);
  again = run_cli (fixture, DIVERGE "--batch-size 1 --epochs 3");
  assert_failed (&again, 1, "no model is written");
  kept = fixture_read (fixture, "m.st");
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept),
                   "older", 5);
}

/* The rate rises until it is too high: the last epoch before is left. */
static void
test_late_divergence (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = { 0 };
  g_auto (Run) info = { 0 };
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *told = NULL;
  JsonObject *facts;

  make_digits (fixture, 400, 10);
  run = run_cli (fixture, DIVERGE "--batch-size 10 --warm-up 19 --epochs 20 "
                                  "--title Left");
  assert_failed (&run, 1, "loss is not finite at epoch ");
  info = run_cli (fixture, "info m.st --json");
  assert_done (&info);
  object = parse_object (info.out);
  facts = json_object_get_object_member (object, "metadata");
  told = g_strdup_printf (
      "; the model of epoch %s is in m.st",
      json_object_get_string_member (facts, "epochs_done"));
  g_assert_nonnull (strstr (run.err, told));
  g_assert_cmpstr (json_object_get_string_member (facts, "title"), ==, "Left");
  g_assert_true (json_object_has_member (facts, "validation_loss"));
}

/* A name with a line feed in it still makes one line. */
static void
test_one_line (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = run_cli (fixture, "info a\nb\033c");

  assert_failed (&run, 1, "a b c");
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_DFL); /* as a shell would start the program */
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/output/not-writable", test_not_writable);
  add_test ("/cli/output/control-characters", test_control_characters);
  add_test ("/cli/output/is-input", test_output_is_input);
  add_test ("/cli/output/output-comes-first", test_output_comes_first);
  add_test ("/cli/output/full-disk", test_full_disk);
  add_test ("/cli/output/old-file-stays", test_old_file_stays);
  add_test ("/cli/output/standard-output", test_standard_output);
  add_test ("/cli/output/closed-output-spares-files",
            test_closed_output_spares_files);
  add_test ("/cli/output/stop", test_stop);
  add_test ("/cli/output/reader-leaves", test_reader_leaves);
  add_test ("/cli/output/second-signal", test_second_signal);
  add_test ("/cli/output/divergence", test_divergence);
  add_test ("/cli/output/late-divergence", test_late_divergence);
  add_test ("/cli/output/one-line", test_one_line);
  return g_test_run ();
}
