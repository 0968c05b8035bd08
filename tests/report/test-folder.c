/* Where a report goes: whole or not at all, over nothing but a report. */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/base/error.h"
#include "tests/data/temp-folder.h"
#include "tests/report/made-report.h"

typedef struct
{
  char *folder;
  char *path; /* of the report */
  MadeReport *made;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "report", NULL);
  fixture->made = made_report_new (FALSE);
  fixture->made->subject.bootstrap.n_resamples = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  temp_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  made_report_free (fixture->made);
}

static void
write_report (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  ink_report_write (&fixture->made->subject, fixture->path, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
}

/* As one of another day; a real one takes long. */
static void
put_old_report (Fixture *fixture)
{
  g_free (temp_folder_write_text (
      fixture->folder, "report/report.json",
      "{\"report\": {\"format\": \"inkling-report\", \"version\": \"0\"}}"));
  g_free (temp_folder_write_text (fixture->folder, "report/index.html",
                                  "<p/>"));
  g_free (temp_folder_write_text (fixture->folder, "report/charts/roc.svg",
                                  "<svg/>"));
}

static char *
read_json (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->path, "report.json", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Entries of the folder that the report is in. */
static guint
count_entries (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *chart = g_build_filename (fixture->path, "charts",
                                             "roc.svg", NULL);
  g_autofree char *drawn = NULL;
  g_autofree char *text = NULL;

  put_old_report (fixture);
  write_report (fixture);
  text = read_json (fixture);
  g_assert_nonnull (strstr (text, "\"split\": \"test\""));
  g_assert_true (g_file_get_contents (chart, &drawn, NULL, NULL));
  g_assert_cmpstr (drawn, !=, "<svg/>");
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

/* An empty folder and none, a link to one, and the folder one is in. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *deep = g_build_filename (fixture->folder, "a", "b", NULL);
  g_autofree char *here = g_get_current_dir ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ink_report_check_folder (deep, &error));
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_true (ink_report_check_folder (fixture->path, &error));
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  g_assert_true (ink_report_check_folder (link, &error));
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_false (ink_report_check_folder (here, &error));
  assert_says (error, INK_ERROR_IO, "another folder than the current one");
  g_clear_error (&error);
  g_free (deep);
  deep = g_build_filename (fixture->folder, "file", "r", NULL);
  g_free (temp_folder_write_text (fixture->folder, "file", "no folder"));
  g_assert_false (ink_report_check_folder (deep, &error));
  assert_says (error, INK_ERROR_IO, "cannot make the folder");
  g_clear_error (&error);
  g_assert_false (ink_report_check_folder ("", &error));
  assert_says (error, INK_ERROR_IO, "found none");
  g_unlink (link);
}

static void
assert_refused (Fixture *fixture, const char *part)
{
  g_autoptr (GError) checked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_report_check_folder (fixture->path, &checked));
  assert_says (checked, INK_ERROR_IO, part);
  g_assert_false (ink_report_write (&fixture->made->subject, fixture->path,
                                    NULL, NULL, NULL, &error));
  assert_says (error, INK_ERROR_IO, part);
}

static void
test_refuse (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = temp_folder_write_text (fixture->folder,
                                                  "report/thesis.txt", "mine");
  g_autofree char *notes = g_build_filename (fixture->path, "charts", "n.txt",
                                             NULL);

  assert_refused (fixture, "found a folder of other files");
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_unlink (file);
  put_old_report (fixture);
  g_file_set_contents (notes, "mine too", -1, NULL);
  assert_refused (fixture, "found 'n.txt' in it");
  g_assert_true (g_file_test (notes, G_FILE_TEST_EXISTS));
}

/* Pictures among the charts that no report draws, a link too. */
static void
test_refuse_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->path, "charts",
                                            "roc.svg.png", NULL);
  g_autofree char *picture = NULL;

  put_old_report (fixture);
  picture = temp_folder_write_text (fixture->folder,
                                    "report/charts/family.png", "mine");
  assert_refused (fixture, "found 'family.png' in it");
  g_assert_true (g_file_test (picture, G_FILE_TEST_EXISTS));
  g_unlink (picture);
  g_assert_cmpint (symlink ("elsewhere", link), ==, 0);
  assert_refused (fixture, "found 'roc.svg.png' in it");
}

/* The current folder is in the report; a file system hangs in the folder. */
static void
test_refuse_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *charts = g_build_filename (fixture->path, "charts", NULL);
  g_autofree char *here = g_get_current_dir ();
  g_autoptr (GError) error = NULL;

  put_old_report (fixture);
  g_assert_cmpint (g_chdir (charts), ==, 0);
  g_assert_false (ink_report_check_folder ("..", &error));
  g_assert_cmpint (g_chdir (here), ==, 0);
  assert_says (error, INK_ERROR_IO, "another folder than the current one");
  g_clear_error (&error);
  g_assert_false (ink_report_check_folder ("/proc", &error));
  assert_says (error, INK_ERROR_IO, "where a file system begins");
}

/* The report.json of a training run is none. */
static void
test_refuse_run (Fixture *fixture, gconstpointer data)
{
  g_free (temp_folder_write_text (fixture->folder, "report/report.json",
                                  "{\"accuracy\": 1}"));
  assert_refused (fixture, "found a folder of other files");
}

static void
test_refuse_file (Fixture *fixture, gconstpointer data)
{
  g_free (temp_folder_write_text (fixture->folder, "report", "a file"));
  assert_refused (fixture, "expected a folder, found a file");
}

static void
stop_cb (double fraction, gpointer user_data)
{
  if (fraction > 0.42)
    g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_report_write (&fixture->made->subject, fixture->path,
                                    cancellable, stop_cb, cancellable,
                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

/* A disk that takes no more, in the middle of the charts. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old, small;

  put_old_report (fixture);
  before = read_json (fixture);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 60000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (ink_report_write (&fixture->made->subject, fixture->path,
                                    NULL, NULL, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  assert_says (error, INK_ERROR_IO, fixture->path);
  after = read_json (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

static void
kill_cb (double fraction, gpointer user_data)
{
  if (fraction > 0.42)
    raise (SIGKILL);
}

/* What is left has another name. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const char *path = g_getenv ("INKLING_TEST_REPORT");

  if (g_test_subprocess ())
    {
      ink_report_write (&fixture->made->subject, path, NULL, kill_cb, NULL,
                        NULL);
      return;
    }
  g_setenv ("INKLING_TEST_REPORT", fixture->path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

#define ADD(name, test)                                                        \
  g_test_add ("/report/folder/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("replace", test_replace);
  ADD ("places", test_places);
  ADD ("refuse", test_refuse);
  ADD ("refuse-run", test_refuse_run);
  ADD ("refuse-picture", test_refuse_picture);
  ADD ("refuse-place", test_refuse_place);
  ADD ("refuse-file", test_refuse_file);
  ADD ("cancel", test_cancel);
  ADD ("full", test_full);
  ADD ("killed", test_killed);
  return g_test_run ();
}
