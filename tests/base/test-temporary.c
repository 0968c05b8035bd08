/* Temporary files get their names or go, also where a signal ends the
 * program. */
#include "core/base/temporary.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "core/base/file.h"

typedef struct
{
  char *folder;
  char *path; /* in it; not there yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("inkling-temporary-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "file", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing else is left */
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
n_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static InkTemporary *
make (const char *path)
{
  int fd;
  InkTemporary *temporary = ink_temporary_new (path, 0600, &fd);

  g_assert_nonnull (temporary);
  g_assert_cmpint (write (fd, "new", 3), ==, 3);
  close (fd);
  return temporary;
}

/* In every order of ending. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->path, "x", NULL);
  g_autofree char *text = NULL;
  InkTemporary *first = make (fixture->path);
  InkTemporary *second = make (fixture->path);
  InkTemporary *third = make (fixture->path);

  g_assert_cmpuint (n_files (fixture->folder), ==, 3);
  errno = E2BIG;
  ink_temporary_remove (second);
  g_assert_cmpint (errno, ==, E2BIG);
  g_assert_cmpuint (n_files (fixture->folder), ==, 2);
  g_assert_true (ink_temporary_rename (first, fixture->path));
  g_assert_false (ink_temporary_rename (third, nowhere));
  g_assert_cmpint (errno, ==, ENOTDIR);
  g_assert_cmpuint (n_files (fixture->folder), ==, 1);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "new");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->path, "x", NULL);
  int fd;

  g_assert_null (ink_temporary_new (nowhere, 0600, &fd));
  g_assert_cmpint (errno, ==, ENOENT);
}

static void
end_cb (int number)
{
  _exit (40 + (int) ink_temporary_abandon ());
}

/* A program of its own, @folder its working folder, that is ended while there
 * are two temporary files. */
static void
run_program (const char *folder)
{
  g_assert_cmpint (g_chdir (folder), ==, 0);
  signal (SIGTERM, end_cb);
  g_assert_true (ink_file_replace ("file", "old", 3, NULL));
  make ("file");
  ink_temporary_remove (make ("file"));
  make ("file");
  g_assert_cmpuint (n_files ("."), ==, 3);
  raise (SIGTERM);
}

static void
test_abandon (Fixture *fixture, gconstpointer program)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", fixture->folder,
      NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 41);
  g_assert_cmpuint (n_files (fixture->folder), ==, 1);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
}

/* The thread's own mask comes back, in whatever way one ends. */
static void
test_mask (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->path, "x", NULL);
  sigset_t mask;
  int fd;

  sigemptyset (&mask);
  sigaddset (&mask, SIGUSR2);
  g_assert_cmpint (pthread_sigmask (SIG_SETMASK, &mask, NULL), ==, 0);
  g_assert_true (ink_temporary_rename (make (fixture->path), fixture->path));
  g_assert_false (ink_temporary_rename (make (fixture->path), nowhere));
  g_assert_null (ink_temporary_new (nowhere, 0600, &fd));
  g_assert_cmpint (pthread_sigmask (SIG_SETMASK, NULL, &mask), ==, 0);
  g_assert_true (sigismember (&mask, SIGUSR2));
  g_assert_false (sigismember (&mask, SIGUSR1));
  g_assert_false (sigismember (&mask, SIGTERM));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    {
      run_program (argv[2]);
      return 1;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/temporary/ends", Fixture, NULL, set_up, test_ends,
              tear_down);
  g_test_add ("/core/temporary/refused", Fixture, NULL, set_up, test_refused,
              tear_down);
  g_test_add ("/core/temporary/abandon", Fixture, argv[0], set_up,
              test_abandon, tear_down);
  g_test_add ("/core/temporary/mask", Fixture, NULL, set_up, test_mask,
              tear_down);
  return g_test_run ();
}
