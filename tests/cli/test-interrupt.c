/* A signal ends every command at once and in good order: exit status 1, one
 * line, nothing half written. A pipe that nobody writes into holds a command up
 * where it reads its model, or its stop words: opening it waits for that. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/cli/cli-support.h"

#define MODEL "inkling-cli: interrupted, no model is written\n"
#define FIGURES "inkling-cli: interrupted, no figures are told\n"

/* By a shell, after @before. GSubprocess itself would reset what is ignored. */
static GSubprocess *
spawn (const Fixture *fixture, const char *before, const char *line)
{
  g_autofree char *script
      = g_strconcat (before, "exec \"$INKLING_CLI\" ", line, NULL);
  const char *const argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
      | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  GSubprocess *process;

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  return process;
}

/* At once, where g_subprocess_send_signal() leaves it to a thread. */
static void
send (GSubprocess *process, int number)
{
  pid_t pid = (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (process),
                                       NULL, 10);

  g_assert_cmpint (kill (pid, number), ==, 0);
}

/* Sends @number and sees how @process ends.
 * @answer: what its output ends with; "" for none */
static void
assert_ends (GSubprocess *process, int number, const char *answer,
             const char *message)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  send (process, number);
  g_assert_true (
      g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_true (g_str_has_suffix (out, answer));
  g_assert_cmpuint (count_lines (out), ==, answer[0] != '\0');
  g_assert_cmpstr (err, ==, message);
}

static void
test_commands (Fixture *fixture, gconstpointer data)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  static const struct
  {
    const char *line, *message;
  } commands[] = {
    { "learn pipe --text tern --label bird --output out.st", MODEL },
    { "merge m.st pipe --output out.st", MODEL },
    { "calibrate pipe --data t.csv --output out.st", MODEL },
    { "train naive-bayes --data t.csv --dictionary pipe --output out.st -q",
      MODEL },
    { "train naive-bayes --data t.csv --validation-fraction 0.2 --stop-words "
      "pipe --output out.st -q",
      MODEL },
    { "evaluate pipe --data t.csv --bootstrap 1000 --predictions out.csv",
      FIGURES },
    { "compare m.st pipe --data t.csv", FIGURES },
    { "calibrate pipe --data t.csv --output out.st", MODEL },
    { "report pipe --data t.csv --output report", FIGURES },
    { "cross-validate naive-bayes --data t.csv --stop-words pipe -q",
      FIGURES },
    { "learning-curve naive-bayes --data t.csv --stop-words pipe -q",
      FIGURES },
    { "predict m.st t.csv pipe", "inkling-cli: interrupted, not all is "
                                 "read\n" },
    { "info pipe", "inkling-cli: interrupted\n" },
  };
  g_autofree char *path = fixture_path (fixture, "pipe");
  g_auto (Run) train = { 0 };
  guint n_files;

  make_texts (fixture, "t.csv", 30);
  train = run_cli (fixture, "train naive-bayes --data t.csv --output m.st -q");
  assert_done (&train);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  n_files = fixture_count_files (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GSubprocess) process = spawn (fixture, "", commands[i].line);
      int fd = open (path, O_WRONLY | O_CLOEXEC);

      g_test_message ("%s", commands[i].line);
      g_assert_cmpint (fd, >=, 0);
      assert_ends (process, numbers[i % G_N_ELEMENTS (numbers)],
                   g_str_has_prefix (commands[i].line, "predict") ? "\tt.csv\n"
                                                                  : "",
                   commands[i].message);
      close (fd);
      g_assert_cmpuint (fixture_count_files (fixture), ==, n_files);
    }
}

/* One line to be read, and its answer. */
static void
ask (GSubprocess *process, GDataInputStream *answers)
{
  g_autofree char *answer = NULL;

  g_assert_true (g_output_stream_write_all (
      g_subprocess_get_stdin_pipe (process), "fish\n", 5, NULL, NULL, NULL));
  answer = g_data_input_stream_read_line (answers, NULL, NULL, NULL);
  g_assert_nonnull (answer);
}

/* A read that waits for a person ends too, and a signal that the program was
 * started to ignore does nothing. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) answers = NULL;
  g_auto (Run) train = { 0 };

  make_texts (fixture, "t.csv", 30);
  train = run_cli (fixture, "train naive-bayes --data t.csv --output m.st -q");
  assert_done (&train);
  process = spawn (fixture, "trap '' HUP; ", "predict m.st -");
  answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  ask (process, answers);
  send (process, SIGHUP);
  ask (process, answers);
  assert_ends (process, SIGINT, "",
               "inkling-cli: interrupted, not all is read\n");
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  alarm (100); /* what hangs dies */
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/interrupt/commands", test_commands);
  add_test ("/cli/interrupt/lines", test_lines);
  return g_test_run ();
}
