/* Image and text sets: what they accept, what they hold, subsets, hashes. */
#include "core/base/error.h"
#include "core/data/image-set.h"
#include "core/data/text-set.h"
#include "tests/data/temp-folder.h"

static GStrv
two_classes (void)
{
  return g_strsplit ("no,yes", ",", -1);
}

static InkImageSet *
make_images (guint n, gsize n_pixels, gsize n_labels, guint8 label,
             GError **error)
{
  guint8 pixels[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  guint8 labels[] = { 0, 1, label, 0 };

  return ink_image_set_new ("toy", n, 1, 2, g_bytes_new (pixels, n_pixels),
                            g_bytes_new (labels, n_labels), two_classes (),
                            error);
}

static void
test_images (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) set = make_images (3, 6, 3, 1, &error);
  static const guint32 chosen[] = { 2, 0, 2 };
  static const guint8 expected[] = { 5, 6, 1, 2, 5, 6 };
  g_autoptr (InkImageSet) subset = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ink_image_set_name (set), ==, "toy");
  g_assert_cmpuint (ink_image_set_count (set), ==, 3);
  g_assert_cmpuint (ink_image_set_n_classes (set), ==, 2);
  g_assert_cmpstr (ink_image_set_class_names (set)[1], ==, "yes");
  subset = ink_image_set_subset (set, "some", chosen, 3);
  g_assert_cmpmem (ink_image_set_pixels (subset), 6, expected, 6);
  g_assert_cmpuint (ink_image_set_labels (subset)[0], ==, 1);
  g_assert_cmpuint (ink_image_set_labels (subset)[1], ==, 0);
}

static void
test_images_refused (void)
{
  static const struct
  {
    guint n;
    gsize n_pixels, n_labels;
    guint8 label;
    InkError code;
    const char *part;
  } cases[] = {
    { 3, 5, 3, 1, INK_ERROR_MISMATCH, "expected 6 bytes of pixels, found 5" },
    { 3, 7, 3, 1, INK_ERROR_MISMATCH, "expected 6 bytes of pixels, found 7" },
    { 3, 6, 2, 1, INK_ERROR_MISMATCH, "expected 3 labels" },
    { 3, 6, 4, 1, INK_ERROR_MISMATCH, "expected 3 labels" },
    { 3, 6, 3, 2, INK_ERROR_FORMAT, "label 2: expected 0 to 1, found 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InkImageSet) set
          = make_images (cases[i].n, cases[i].n_pixels, cases[i].n_labels,
                         cases[i].label, &error);

      g_assert_null (set);
      assert_says (error, cases[i].code, cases[i].part);
    }
}

static void
test_images_hash (void)
{
  g_autoptr (InkImageSet) a = make_images (3, 6, 3, 1, NULL);
  g_autoptr (InkImageSet) b = make_images (3, 6, 3, 1, NULL);
  g_autoptr (InkImageSet) c = make_images (3, 6, 3, 0, NULL);
  g_autofree char *hash_a = ink_image_set_hash (a);
  g_autofree char *hash_b = ink_image_set_hash (b);
  g_autofree char *hash_c = ink_image_set_hash (c);
  g_autofree char *by_hand = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256,
      (const guchar *) "\0\0\0\3\0\0\0\1\0\0\0\2\1\2\3\4\5\6\0\1\1", 21);

  g_assert_cmpstr (hash_a, ==, by_hand);
  g_assert_cmpstr (hash_a, ==, hash_b);
  g_assert_cmpstr (hash_a, !=, hash_c);
}

static InkTextSet *
make_texts (const char *second, guint n_labels, guint32 label, GError **error)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  guint32 labels[] = { 0, label, 1 };

  g_ptr_array_add (texts, g_strdup ("one"));
  g_ptr_array_add (texts, g_strdup (second));
  return ink_text_set_new ("toy", texts,
                           g_bytes_new (labels, n_labels * sizeof *labels),
                           two_classes (), error);
}

static void
test_texts (void)
{
  static const guint32 chosen[] = { 1, 1 };
  g_autoptr (GError) error = NULL;
  InkTextSet *set = make_texts ("zwei €", 2, 1, &error);
  g_autoptr (InkTextSet) subset = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *subset_hash = NULL;

  g_assert_no_error (error);
  hash = ink_text_set_hash (set);
  subset = ink_text_set_subset (set, "some", chosen, 2);
  ink_text_set_unref (set); /* the subset keeps the texts */
  g_assert_cmpuint (ink_text_set_count (subset), ==, 2);
  g_assert_cmpstr (ink_text_set_text (subset, 1), ==, "zwei €");
  g_assert_cmpuint (ink_text_set_labels (subset)[1], ==, 1);
  g_assert_cmpstr (ink_text_set_class_names (subset)[0], ==, "no");
  subset_hash = ink_text_set_hash (subset);
  g_assert_cmpstr (hash, !=, subset_hash);
}

static void
test_texts_refused (void)
{
  g_autoptr (GError) label = NULL;
  g_autoptr (GError) count = NULL;
  g_autoptr (GError) bytes = NULL;

  g_assert_null (make_texts ("two", 2, 2, &label));
  assert_says (label, INK_ERROR_FORMAT, "label 1: expected 0 to 1, found 2");
  g_assert_null (make_texts ("two", 3, 0, &count));
  assert_says (count, INK_ERROR_MISMATCH, "expected 2 labels");
  g_assert_null (make_texts ("tw\xff", 2, 0, &bytes));
  assert_says (bytes, INK_ERROR_FORMAT, "text 1: expected UTF-8");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/image-set/holds", test_images);
  g_test_add_func ("/core/image-set/refused", test_images_refused);
  g_test_add_func ("/core/image-set/hash", test_images_hash);
  g_test_add_func ("/core/text-set/holds", test_texts);
  g_test_add_func ("/core/text-set/refused", test_texts_refused);
  return g_test_run ();
}
