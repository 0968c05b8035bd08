/* A model and the texts it was taught: lists, what follows from them, and what
 * comes back from rest. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes.h"
#include "core/store/learned-model.h"
#include "tests/data/temp-folder.h"
#include "tests/model/small-texts.h"

typedef struct
{
  char *parent;
  char *folder;
  InkModel *base;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->parent = temp_folder_new ();
  fixture->folder = g_build_filename (fixture->parent, "models", "A", NULL);
  fixture->base = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ink_model_unref (fixture->base);
  temp_folder_remove (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->folder);
}

static InkModel *
make (const InkLearnedModel *learned)
{
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_learned_model_make (learned, &error);

  g_assert_no_error (error);
  return model;
}

static void
assert_same (const InkModel *a, const InkModel *b)
{
  static const char *const texts[] = { "puck", "moon soil", "nothing known" };
  guint n = 3 * ink_model_n_classes (a);
  g_autofree double *p = g_new (double, n);
  g_autofree double *q = g_new (double, n);

  g_assert_true (g_strv_equal (ink_model_class_names (a),
                               ink_model_class_names (b)));
  ink_model_predict_texts (a, texts, 3, 1, p);
  ink_model_predict_texts (b, texts, 3, 1, q);
  g_assert_cmpmem (p, n * sizeof *p, q, n * sizeof *q);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkLearnedModel) none
      = ink_learned_model_new (fixture->base, NULL);
  g_autoptr (InkLearnedModel) one
      = ink_learned_model_with (none, "a moon", "space");
  g_autoptr (InkLearnedModel) two
      = ink_learned_model_with (one, "a rake", "garden");
  g_autoptr (InkLearnedModel) changed
      = ink_learned_model_with (two, "a moon", "garden");
  g_autoptr (InkLearnedModel) back = ink_learned_model_without (two, 1);
  g_autoptr (InkModel) first = make (one);
  g_autoptr (InkModel) again = make (back);
  g_autoptr (InkModel) base = make (none);

  g_assert_true (base == fixture->base);
  g_assert_cmpuint (ink_learned_model_n_texts (one), ==, 1);
  g_assert_cmpuint (ink_learned_model_n_texts (changed), ==, 2);
  g_assert_cmpstr (ink_learned_model_text (changed, 1), ==, "a moon");
  g_assert_cmpstr (ink_learned_model_label (changed, 1), ==, "garden");
  assert_same (first, again); /* to the bit */
}

static void
test_at_rest (Fixture *fixture, gconstpointer data)
{
  const char *odd = "  two\nlines, \"quotes\", \\ and a 月 \t";
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLearnedModel) none
      = ink_learned_model_new (fixture->base, fixture->folder);
  g_autoptr (InkLearnedModel) one
      = ink_learned_model_with (none, odd, "12 new, class");
  g_autoptr (InkLearnedModel) two
      = ink_learned_model_with (one, "soil", "space");
  g_autoptr (InkLearnedModel) loaded = NULL;
  g_autoptr (InkModel) before = make (two);
  g_autoptr (InkModel) after = NULL;

  g_assert_true (ink_learned_model_save (one, &error));
  g_assert_true (ink_learned_model_save (two, &error));
  g_assert_cmpuint (ink_learned_model_count (fixture->folder), ==, 2);
  loaded = ink_learned_model_load (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ink_learned_model_text (loaded, 0), ==, odd);
  g_assert_cmpstr (ink_learned_model_label (loaded, 0), ==, "12 new, class");
  after = make (loaded);
  assert_same (before, after);
  ink_learned_model_remove (fixture->folder);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *texts
      = g_build_filename (fixture->folder, "texts.jsonl", NULL);
  g_autofree char *base
      = g_build_filename (fixture->folder, "base.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLearnedModel) none
      = ink_learned_model_new (fixture->base, fixture->folder);
  g_autoptr (InkLearnedModel) one
      = ink_learned_model_with (none, "soil", "space");

  g_assert_true (ink_learned_model_save (one, &error));
  g_assert_true (g_file_set_contents (texts, "{\"text\": \"so", -1, NULL));
  g_assert_null (ink_learned_model_load (fixture->folder, &error));
  g_assert_nonnull (strstr (error->message, "texts.jsonl"));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (base, "no model", -1, NULL));
  g_assert_null (ink_learned_model_load (fixture->folder, &error));
  g_assert_nonnull (strstr (error->message, "base.safetensors"));
  g_unlink (base);
  g_assert_cmpuint (ink_learned_model_count (fixture->folder), ==, 0);
}

/* A file stands where the folder should be. */
static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_the_way = g_build_filename (fixture->parent, "models",
                                                  NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLearnedModel) none
      = ink_learned_model_new (fixture->base, fixture->folder);

  g_assert_true (g_file_set_contents (in_the_way, "x", -1, NULL));
  g_assert_false (ink_learned_model_save (none, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/core/learned-model/lists", test_lists);
  add ("/core/learned-model/at-rest", test_at_rest);
  add ("/core/learned-model/damaged", test_damaged);
  add ("/core/learned-model/no-folder", test_no_folder);
  return g_test_run ();
}
