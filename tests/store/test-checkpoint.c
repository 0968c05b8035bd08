/* Models to files and back, and what is said of files that are none. */
#include "core/store/checkpoint.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/lenet5.h"
#include "core/store/safetensors.h"

static const char *const digits[]
    = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };

static InkModel *
make_model (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (10);
  gsize n = ink_network_n_parameters (network);
  g_autofree float *parameters = g_new (float, n);
  InkModel *model;

  for (gsize i = 0; i < n; i++)
    parameters[i] = (float) ((i * 37) % 101) / 500 - 0.1f;
  model = ink_lenet5_model_new (parameters, digits);
  ink_model_set_fact (model, "recipe", "a \"test\"");
  return model;
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "m.safetensors", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_remove (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0); /* no temporary is left */
  g_free (f->path);
  g_free (f->folder);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkModel) again = NULL;
  g_autoptr (GError) error = NULL;
  guint8 image[INK_LENET5_PIXELS];
  double before[10], after[10];

  for (gsize i = 0; i < sizeof image; i++)
    image[i] = (guint8) (i * 7);
  ink_checkpoint_save (model, f->path, &error);
  g_assert_no_error (error);
  again = ink_checkpoint_load (f->path, &error);
  g_assert_no_error (error);
  ink_model_predict_images (model, image, 1, 1, before);
  ink_model_predict_images (again, image, 1, 1, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  g_assert_cmpstrv (ink_model_class_names (again), digits);
  g_assert_cmpstr (ink_model_fact (again, "recipe"), ==, "a \"test\"");
  g_assert_cmpstr (ink_model_fact (again, "version"), ==,
                   "inkling " INK_VERSION);
}

/* The same model is the same file, also when it went through one. */
static void
test_same_bytes (Fixture *f, gconstpointer data)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkModel) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize n_first, n_second;

  g_assert_true (ink_checkpoint_save (model, f->path, NULL));
  g_file_get_contents (f->path, &first, &n_first, NULL);
  again = ink_checkpoint_load (f->path, NULL);
  g_assert_true (ink_checkpoint_save (again, f->path, NULL));
  g_file_get_contents (f->path, &second, &n_second, NULL);
  g_assert_cmpmem (first, n_first, second, n_second);
}

static void
check_load_error (Fixture *f, InkError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_checkpoint_load (f->path, &error));
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, f->path));
}

static void
test_load_errors (Fixture *f, gconstpointer data)
{
  g_autoptr (InkState) state = ink_state_new ();

  check_load_error (f, INK_ERROR_NOT_FOUND);
  g_assert_true (ink_safetensors_write (state, f->path, NULL));
  check_load_error (f, INK_ERROR_FORMAT);
  ink_state_set_metadata (state, "model", "perceptron");
  g_assert_true (ink_safetensors_write (state, f->path, NULL));
  check_load_error (f, INK_ERROR_NOT_FOUND);
  ink_state_set_metadata (state, "model", "lenet5");
  ink_state_set_metadata (state, "classes", "[\"0\", \"1\"]");
  g_assert_true (ink_safetensors_write (state, f->path, NULL));
  check_load_error (f, INK_ERROR_NOT_FOUND); /* no tensor */
}

static void
test_save_error (Fixture *f, gconstpointer data)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ink_checkpoint_save (model, "/nonexistent-folder/m", &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/nonexistent-folder/m"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/core/checkpoint/round-trip", Fixture, NULL, set_up,
              test_round_trip, tear_down);
  g_test_add ("/core/checkpoint/same-bytes", Fixture, NULL, set_up,
              test_same_bytes, tear_down);
  g_test_add ("/core/checkpoint/load-errors", Fixture, NULL, set_up,
              test_load_errors, tear_down);
  g_test_add ("/core/checkpoint/save-error", Fixture, NULL, set_up,
              test_save_error, tear_down);
  return g_test_run ();
}
