/* Labels are matched by name; what does not fit is an error that says so. */
#include "core/model/evaluate.h"

#include <string.h>

#include "core/base/error.h"

/* Says the class whose number is the text's first letter. */
static void
letter_predict (gconstpointer payload, gconstpointer inputs, gsize n,
                guint n_threads, double *probabilities)
{
  const char *const *texts = inputs;

  for (gsize i = 0; i < n; i++)
    for (guint c = 0; c < 3; c++)
      probabilities[3 * i + c] = texts[i][0] == "xyz"[c] ? 0.8 : 0.1;
}

static void
letter_free (gpointer payload)
{
}

static const InkModelClass letter_class
    = { .name = "letter",
        .title = "Letter",
        .input = INK_INPUT_TEXT,
        .free = letter_free,
        .predict = letter_predict };

static InkModel *
make_model (void)
{
  static const char *const names[] = { "ex", "why", "zed", NULL };

  return ink_model_new (&letter_class, NULL, names);
}

/* @texts, @labels: separated by blanks; @classes: likewise */
static InkTextSet *
make_texts (const char *texts, const guint32 *labels, const char *classes)
{
  g_auto (GStrv) parts = g_strsplit (texts, " ", -1);
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  const guint n = texts[0] == '\0' ? 0 : g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (copies, g_strdup (parts[i]));
  return ink_text_set_new ("letters", copies,
                           g_bytes_new (labels, n * sizeof *labels),
                           g_strsplit (classes, " ", -1), NULL);
}

static void
test_by_name (void)
{
  static const guint32 labels[] = { 0, 1, 1 };
  static const guint32 expected[] = { 2, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkTextSet) texts = make_texts ("z x y", labels, "zed ex");
  g_autoptr (InkEvaluation) evaluation
      = ink_model_evaluate_texts (model, texts, 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (ink_evaluation_labels (evaluation), sizeof expected,
                   expected, sizeof expected);
  g_assert_cmpfloat (ink_evaluation_accuracy (evaluation), ==, 2.0 / 3);
}

static void
test_unknown (void)
{
  static const guint32 labels[] = { 0, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkTextSet) texts = make_texts ("x y", labels, "ex ham");

  g_assert_null (ink_model_evaluate_texts (model, texts, 1, NULL, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "'ham'"));
  g_assert_nonnull (strstr (error->message, "ex, why, zed"));
}

/* A class that is named and never occurs need not be known. */
static void
test_unused (void)
{
  static const guint32 labels[] = { 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkTextSet) texts = make_texts ("x y", labels, "ex ham");
  g_autoptr (InkEvaluation) evaluation
      = ink_model_evaluate_texts (model, texts, 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ink_evaluation_count (evaluation), ==, 2);
}

static void
test_cancelled (void)
{
  static const guint32 labels[] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkTextSet) texts = make_texts ("x", labels, "ex");

  g_cancellable_cancel (cancellable);
  g_assert_null (
      ink_model_evaluate_texts (model, texts, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Images come in parts, and each row of probabilities is of its image. */
static void
spot_predict (gconstpointer payload, gconstpointer inputs, gsize n,
              guint n_threads, double *probabilities)
{
  const guint8 *pixels = inputs;

  for (gsize i = 0; i < n; i++)
    {
      probabilities[2 * i] = pixels[i * 784] / 255.0;
      probabilities[2 * i + 1] = 1 - probabilities[2 * i];
    }
}

static const InkModelClass spot_class = { .name = "spot",
                                          .title = "Spot",
                                          .input = INK_INPUT_IMAGE,
                                          .free = letter_free,
                                          .predict = spot_predict };

static void
test_parts (void)
{
  static const char *const names[] = { "on", "off", NULL };
  const guint n = 20001;
  guint8 *pixels = g_malloc0 ((gsize) n * 784);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_model_new (&spot_class, NULL, names);
  g_autoptr (InkImageSet) images = NULL;
  g_autoptr (InkEvaluation) evaluation = NULL;

  for (guint i = 0; i < n; i++)
    pixels[(gsize) i * 784] = (guint8) (i % 251);
  images = ink_image_set_new (
      "spots", n, 28, 28, g_bytes_new_take (pixels, (gsize) n * 784),
      g_bytes_new_take (g_malloc0 (n), n), g_strdupv ((GStrv) names), &error);
  evaluation = ink_model_evaluate_images (model, images, 1, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (ink_evaluation_probabilities (evaluation)[2 * i], ==,
                       i % 251 / 255.0);
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) images = ink_image_set_new (
      "small", 1, 2, 3, g_bytes_new_take (g_malloc0 (6), 6),
      g_bytes_new_take (g_malloc0 (1), 1), g_strsplit ("a", " ", -1), NULL);

  g_assert_false (ink_input_check_size ("small", images, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "found 3x2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/evaluate/by-name", test_by_name);
  g_test_add_func ("/core/evaluate/unknown", test_unknown);
  g_test_add_func ("/core/evaluate/unused", test_unused);
  g_test_add_func ("/core/evaluate/cancelled", test_cancelled);
  g_test_add_func ("/core/evaluate/parts", test_parts);
  g_test_add_func ("/core/evaluate/size", test_size);
  return g_test_run ();
}
