/* Names of shipped models to paths. */
#include "core/store/shipped-models.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *models;
} Fixture;

static void
touch (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
drop (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);

  g_remove (path);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  f->models = g_build_filename (f->folder, "models", NULL);
  g_mkdir (f->models, 0755);
  touch (f->models, "zz-test-b.safetensors");
  touch (f->models, "zz-test-a.safetensors");
  touch (f->models, "zz-test-a.md");
  touch (f->models, ".zz-test-hidden.safetensors");
  g_setenv ("INKLING_RESOURCES", f->folder, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drop (f->models, "zz-test-b.safetensors");
  drop (f->models, "zz-test-a.safetensors");
  drop (f->models, "zz-test-a.md");
  drop (f->models, ".zz-test-hidden.safetensors");
  g_assert_cmpint (g_rmdir (f->models), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->models);
  g_free (f->folder);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) paths = ink_shipped_models_list ();
  g_autofree char *a
      = g_build_filename (f->models, "zz-test-a.safetensors", NULL);
  g_autofree char *b
      = g_build_filename (f->models, "zz-test-b.safetensors", NULL);
  guint n = g_strv_length (paths);

  /* others may be there: the ones of the sources, before zz */
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpstr (paths[n - 2], ==, a);
  g_assert_cmpstr (paths[n - 1], ==, b);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_str_has_suffix (paths[i], ".safetensors"));
      g_assert_null (strstr (paths[i], "hidden"));
    }
}

static void
check_resolve (const char *name, const char *expected)
{
  g_autofree char *found = ink_shipped_models_resolve (name);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_resolve (Fixture *f, gconstpointer data)
{
  g_autofree char *a
      = g_build_filename (f->models, "zz-test-a.safetensors", NULL);

  check_resolve ("zz-test-a", a);
  check_resolve ("zz-test-a.safetensors", a);
  check_resolve (a, a);
  check_resolve ("zz-test-none", "zz-test-none");
  check_resolve ("./zz-test-a", "./zz-test-a");
  check_resolve ("", "");
}

/* A file of that name wins, a folder of that name does not. */
static void
test_file_wins (Fixture *f, gconstpointer data)
{
  g_autofree char *a
      = g_build_filename (f->models, "zz-test-a.safetensors", NULL);
  g_autofree char *home = g_get_current_dir ();

  g_assert_cmpint (g_chdir (f->folder), ==, 0);
  g_mkdir ("zz-test-a", 0755);
  check_resolve ("zz-test-a", a);
  g_rmdir ("zz-test-a");
  touch (".", "zz-test-a");
  check_resolve ("zz-test-a", "zz-test-a");
  g_remove ("zz-test-a");
  g_assert_cmpint (g_chdir (home), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/core/shipped-models/list", Fixture, NULL, set_up, test_list,
              tear_down);
  g_test_add ("/core/shipped-models/resolve", Fixture, NULL, set_up,
              test_resolve, tear_down);
  g_test_add ("/core/shipped-models/file-wins", Fixture, NULL, set_up,
              test_file_wins, tear_down);
  return g_test_run ();
}
