/* IDX files: read right, plain and gzipped, under every name; and refused for
 * every way of being wrong, cut at every byte. */
#include "core/base/error.h"
#include "core/data/dataset-idx.h"
#include "tests/data/temp-folder.h"

static const guint8 images[] = { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3,
                                 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255 };
static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 2, 7, 9 };

typedef struct
{
  char *folder;
  char *images;
  char *labels;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  fixture->images = temp_folder_write (
      fixture->folder, "train-images-idx3-ubyte", images, sizeof images);
  fixture->labels = temp_folder_write (
      fixture->folder, "train-labels-idx1-ubyte", labels, sizeof labels);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  temp_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->images);
  g_free (fixture->labels);
}

static void
assert_is_the_set (InkImageSet *set, const GError *error)
{
  g_assert_no_error (error);
  g_assert_nonnull (set);
  g_assert_cmpuint (ink_image_set_count (set), ==, 2);
  g_assert_cmpuint (ink_image_set_height (set), ==, 2);
  g_assert_cmpuint (ink_image_set_width (set), ==, 3);
  g_assert_cmpmem (ink_image_set_pixels (set), 12, images + 16, 12);
  g_assert_cmpmem (ink_image_set_labels (set), 2, labels + 8, 2);
}

static void
write_packed (Fixture *fixture, const char *name, const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) packed = gzip_bytes (bytes, n);
  g_autofree char *path
      = temp_folder_write (fixture->folder, name,
                           g_bytes_get_data (packed, NULL),
                           g_bytes_get_size (packed));
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean has_splits = TRUE;
  InkDataKind kind;
  g_autoptr (InkImageSet) train = ink_dataset_load_images (
      fixture->folder, INK_SPLIT_TRAIN, &has_splits, &error);
  g_autoptr (InkImageSet) test = NULL;

  assert_is_the_set (train, error);
  g_assert_false (has_splits);
  g_assert_cmpuint (ink_image_set_n_classes (train), ==, 10);
  g_assert_true (ink_dataset_kind (fixture->folder, &kind, &error));
  g_assert_cmpint (kind, ==, INK_DATA_IMAGES);
  test = ink_dataset_load_images (fixture->folder, INK_SPLIT_TEST, NULL,
                                  &error);
  assert_is_the_set (test, error);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[][2] = {
    { "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte" },
    { "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte.gz" },
    { "test-images-idx3-ubyte", "test-labels-idx1-ubyte" },
    { "test-images.idx3-ubyte.gz", "test-labels-idx1-ubyte.gz" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *images_path
          = g_build_filename (fixture->folder, names[i][0], NULL);
      g_autofree char *labels_path
          = g_build_filename (fixture->folder, names[i][1], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (InkImageSet) set = NULL;
      gboolean has_splits = FALSE;

      write_packed (fixture, names[i][0], images, sizeof images);
      write_packed (fixture, names[i][1], labels, sizeof labels);
      set = ink_dataset_load_images (fixture->folder, INK_SPLIT_TEST,
                                     &has_splits, &error);
      assert_is_the_set (set, error);
      g_assert_true (has_splits);
      g_assert_true (g_str_has_suffix (ink_image_set_name (set), "test split"));
      g_unlink (images_path);
      g_unlink (labels_path);
    }
}

static void
test_single_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) by_images = ink_dataset_load_images (
      fixture->images, INK_SPLIT_TEST, NULL, &error);
  g_autoptr (InkImageSet) by_labels = NULL;
  g_autoptr (InkImageSet) alone = NULL;
  g_autofree char *lonely = temp_folder_write (
      fixture->folder, "odd-images-idx3-ubyte", images, sizeof images);

  assert_is_the_set (by_images, error);
  by_labels = ink_dataset_load_images (fixture->labels, INK_SPLIT_TEST, NULL,
                                       &error);
  assert_is_the_set (by_labels, error);
  alone = ink_dataset_load_images (lonely, INK_SPLIT_TEST, NULL, &error);
  g_assert_null (alone);
  assert_says (error, INK_ERROR_NOT_FOUND, "odd-labels-idx1-ubyte");
}

static InkImageSet *
load_with (Fixture *fixture, const guint8 *image_bytes, gsize n_images,
           const guint8 *label_bytes, gsize n_labels, GError **error)
{
  g_autofree char *a = temp_folder_write (
      fixture->folder, "train-images-idx3-ubyte", image_bytes, n_images);
  g_autofree char *b = temp_folder_write (
      fixture->folder, "train-labels-idx1-ubyte", label_bytes, n_labels);

  return ink_dataset_load_images (fixture->folder, INK_SPLIT_TRAIN, NULL,
                                  error);
}

static void
test_cut_images (Fixture *fixture, gconstpointer data)
{
  for (gsize n = 0; n < sizeof images; n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_with (fixture, images, n, labels, sizeof labels,
                                &error));
      assert_says (error, INK_ERROR_TRUNCATED, "train-images-idx3-ubyte");
    }
}

static void
test_cut_labels (Fixture *fixture, gconstpointer data)
{
  for (gsize n = 0; n < sizeof labels; n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_with (fixture, images, sizeof images, labels, n,
                                &error));
      assert_says (error, INK_ERROR_TRUNCATED, "train-labels-idx1-ubyte");
    }
}

/* A cut gzip file is an error too, whichever the cut leaves to be read. */
static void
test_cut_gzip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) packed = gzip_bytes (images, sizeof images);

  for (gsize n = 0; n < g_bytes_get_size (packed); n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_with (fixture, g_bytes_get_data (packed, NULL), n,
                                labels, sizeof labels, &error));
      assert_says (error, INK_ERROR_TRUNCATED, "train-images-idx3-ubyte");
    }
}

typedef struct
{
  gboolean in_labels;
  gsize offset;
  const char *bytes; /* four, in place of those at @offset */
  InkError code;
  const char *part;
} Damage;

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const Damage damages[] = {
    { FALSE, 0, "\0\0\x08\x01", INK_ERROR_FORMAT,
      "magic number at byte 0: expected 0x00000803 (images), found "
      "0x00000801" },
    { TRUE, 0, "\0\0\x08\x03", INK_ERROR_FORMAT,
      "expected 0x00000801 (labels), found 0x00000803" },
    { FALSE, 4, "\0\0\0\0", INK_ERROR_FORMAT,
      "number of images at byte 4: expected at least 1, found 0" },
    { FALSE, 8, "\0\0\0\0", INK_ERROR_FORMAT, "number of rows at byte 8" },
    { FALSE, 12, "\0\0\0\0", INK_ERROR_FORMAT, "number of columns at byte 12" },
    { FALSE, 12, "\0\0\x10\x01", INK_ERROR_LIMIT,
      "expected at most 4096, found 4097" },
    { FALSE, 4, "\xff\xff\xff\xff", INK_ERROR_LIMIT, "number of images" },
    { FALSE, 4, "\x3f\xff\xff\xff", INK_ERROR_LIMIT,
      "found 1073741823 x 2 x 3" },
    { FALSE, 4, "\0\0\0\3", INK_ERROR_TRUNCATED, "pixels at byte 16" },
    { FALSE, 4, "\0\0\0\1", INK_ERROR_FORMAT, "expected the end at byte 22" },
    { TRUE, 4, "\0\0\0\0", INK_ERROR_FORMAT, "number of labels" },
    { TRUE, 4, "\0\0\0\1", INK_ERROR_FORMAT, "expected the end at byte 9" },
    { TRUE, 4, "\xff\xff\xff\xff", INK_ERROR_LIMIT, "number of labels" },
    { TRUE, 6, "\0\2\7\x0a", INK_ERROR_FORMAT,
      "label 1 at byte 9: expected 0 to 9, found 10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      const Damage *damage = &damages[i];
      guint8 image_bytes[sizeof images];
      guint8 label_bytes[sizeof labels];
      g_autoptr (GError) error = NULL;

      memcpy (image_bytes, images, sizeof images);
      memcpy (label_bytes, labels, sizeof labels);
      memcpy ((damage->in_labels ? label_bytes : image_bytes) + damage->offset,
              damage->bytes, 4);
      g_assert_null (load_with (fixture, image_bytes, sizeof images,
                                label_bytes, sizeof labels, &error));
      assert_says (error, damage->code, damage->part);
      assert_says (error, damage->code,
                   damage->in_labels ? fixture->labels : fixture->images);
    }
}

static void
test_mismatch (Fixture *fixture, gconstpointer data)
{
  static const guint8 three[] = { 0, 0, 8, 1, 0, 0, 0, 3, 7, 9, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (load_with (fixture, images, sizeof images, three,
                            sizeof three, &error));
  assert_says (error, INK_ERROR_MISMATCH, "expected 2 labels");
  assert_says (error, INK_ERROR_MISMATCH, "found 3");
}

static void
test_missing_labels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_unlink (fixture->labels);
  g_assert_null (ink_dataset_load_images (fixture->folder, INK_SPLIT_TRAIN,
                                          NULL, &error));
  assert_says (error, INK_ERROR_NOT_FOUND, "the file of labels");
}

static void
test_class_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = temp_folder_write_text (
      fixture->folder, "classes.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\r\nk\n");
  g_autoptr (InkImageSet) set = ink_dataset_load_images (
      fixture->folder, INK_SPLIT_TRAIN, NULL, &error);
  g_autofree char *shorter = NULL;

  assert_is_the_set (set, error);
  g_assert_cmpuint (ink_image_set_n_classes (set), ==, 11);
  g_assert_cmpstr (ink_image_set_class_names (set)[9], ==, "j");
  shorter = temp_folder_write_text (fixture->folder, "classes.txt", "a\nb\n");
  g_assert_null (ink_dataset_load_images (fixture->folder, INK_SPLIT_TRAIN,
                                          NULL, &error));
  assert_says (error, INK_ERROR_FORMAT, "expected 0 to 1, found 7");
}

#define ADD(path, func)                                                        \
  g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/core/dataset-idx/folder", test_folder);
  ADD ("/core/dataset-idx/names", test_names);
  ADD ("/core/dataset-idx/single-file", test_single_file);
  ADD ("/core/dataset-idx/cut-images", test_cut_images);
  ADD ("/core/dataset-idx/cut-labels", test_cut_labels);
  ADD ("/core/dataset-idx/cut-gzip", test_cut_gzip);
  ADD ("/core/dataset-idx/damaged", test_damaged);
  ADD ("/core/dataset-idx/mismatch", test_mismatch);
  ADD ("/core/dataset-idx/missing-labels", test_missing_labels);
  ADD ("/core/dataset-idx/class-names", test_class_names);
  return g_test_run ();
}
