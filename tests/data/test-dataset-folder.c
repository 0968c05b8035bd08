/* Folders by class, of texts and of PNG files, with and without splits; and
 * what a path can turn out to be. */
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/picture.h"
#include "core/data/rasterize.h"
#include "tests/data/temp-folder.h"

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = temp_folder_write_text (folder, name, text);
}

/* A picture of @side pixels of @paper with a bar of @ink. */
static void
put_picture (const char *folder, const char *name, guint side, guint8 paper,
             guint8 ink)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree guint8 *pixels = g_malloc (side * side);
  g_autoptr (GError) error = NULL;

  memset (pixels, paper, side * side);
  for (guint y = side / 4; y < side * 3 / 4; y++)
    for (guint x = side / 2 - 2; x < side / 2 + 2; x++)
      pixels[y * side + x] = ink;
  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  ink_picture_write_grey (path, pixels, side, side, &error);
  g_assert_no_error (error);
}

static void
put_texts (const char *folder, const char *part)
{
  g_autofree char *first = g_strconcat (part, "sport/2", NULL);
  g_autofree char *second = g_strconcat (part, "sport/10", NULL);
  g_autofree char *third = g_strconcat (part, "art/1.txt", NULL);
  g_autofree char *hidden = g_strconcat (part, "art/.hidden", NULL);

  put (folder, first, "two");
  put (folder, second, "ten caf\xe9");
  put (folder, third, part);
  put (folder, hidden, "not this");
}

static void
test_texts (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set = NULL;
  gboolean has_splits = TRUE;
  InkDataKind kind;

  put_texts (folder, "");
  g_assert_true (ink_dataset_kind (folder, &kind, &error));
  g_assert_cmpint (kind, ==, INK_DATA_TEXTS);
  set = ink_dataset_load_texts (folder, INK_SPLIT_TEST, NULL, &has_splits,
                                &error);
  g_assert_no_error (error);
  g_assert_false (has_splits);
  g_assert_cmpuint (ink_text_set_count (set), ==, 3);
  g_assert_cmpstr (ink_text_set_class_names (set)[0], ==, "art");
  g_assert_cmpstr (ink_text_set_class_names (set)[1], ==, "sport");
  g_assert_cmpstr (ink_text_set_text (set, 0), ==, "");
  g_assert_cmpstr (ink_text_set_text (set, 1), ==, "ten café");
  g_assert_cmpuint (ink_text_set_labels (set)[2], ==, 1);
  temp_folder_remove (folder);
}

static void
test_splits (void)
{
  static const char *const parts[][2]
      = { { "train/", "test/" },
          { "20news-bydate-train/", "20news-bydate-test/" } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (int split = INK_SPLIT_TRAIN; split <= INK_SPLIT_TEST; split++)
      {
        g_autofree char *folder = temp_folder_new ();
        g_autoptr (GError) error = NULL;
        g_autoptr (InkTextSet) set = NULL;
        gboolean has_splits = FALSE;

        put_texts (folder, parts[i][0]);
        put_texts (folder, parts[i][1]);
        set = ink_dataset_load_texts (folder, (InkSplit) split, NULL,
                                      &has_splits, &error);
        g_assert_no_error (error);
        g_assert_true (has_splits);
        g_assert_cmpstr (ink_text_set_text (set, 0), ==, parts[i][split]);
        g_assert_cmpuint (ink_text_set_n_classes (set), ==, 2);
        temp_folder_remove (folder);
      }
}

/* Classes may be called train and test: they hold files, not folders. */
static void
test_classes_named_as_splits (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set = NULL;
  gboolean has_splits = TRUE;

  put (folder, "train/1", "rails");
  put (folder, "test/1", "exam");
  set = ink_dataset_load_texts (folder, INK_SPLIT_TRAIN, NULL, &has_splits,
                                &error);
  g_assert_no_error (error);
  g_assert_false (has_splits);
  g_assert_cmpuint (ink_text_set_count (set), ==, 2);
  temp_folder_remove (folder);
}

static void
test_bad_text (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "a/1", "fine");
  path = temp_folder_write (folder, "b/2", "one\ntw\0o", 8);
  g_assert_null (ink_dataset_load_texts (folder, INK_SPLIT_TRAIN, NULL, NULL,
                                         &error));
  assert_says (error, INK_ERROR_FORMAT, "b/2: line 2");
  temp_folder_remove (folder);
}

static void
test_pictures (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) set = NULL;
  InkDataKind kind;
  const guint8 *pixels;

  put_picture (folder, "0/a.png", 28, 0, 200);
  put_picture (folder, "0/b.png", 28, 10, 255);
  put_picture (folder, "1/c.png", 64, 255, 0);
  g_assert_true (ink_dataset_kind (folder, &kind, &error));
  g_assert_cmpint (kind, ==, INK_DATA_IMAGES);
  set = ink_dataset_load_images (folder, INK_SPLIT_TRAIN, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_image_set_count (set), ==, 3);
  g_assert_cmpuint (ink_image_set_labels (set)[2], ==, 1);
  pixels = ink_image_set_pixels (set);
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[14 * 28 + 14], ==, 200);
  g_assert_cmpuint (pixels[INK_DIGIT_PIXELS], ==, 10);
  g_assert_cmpuint (pixels[2 * INK_DIGIT_PIXELS], ==, 0);
  g_assert_cmpuint (pixels[2 * INK_DIGIT_PIXELS + 14 * 28 + 14], >, 128);
  temp_folder_remove (folder);
}

static void
test_dark_on_light (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) set = NULL;

  put_picture (folder, "train/7/a.png", 28, 255, 30);
  put_picture (folder, "test/7/a.png", 28, 250, 0);
  set = ink_dataset_load_images (folder, INK_SPLIT_TRAIN, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_image_set_pixels (set)[0], ==, 0);
  g_assert_cmpuint (ink_image_set_pixels (set)[14 * 28 + 14], ==, 225);
  g_assert_cmpstr (ink_image_set_class_names (set)[0], ==, "7");
  temp_folder_remove (folder);
}

static void
test_bad_picture (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;

  put_picture (folder, "0/a.png", 28, 0, 200);
  put (folder, "1/b.png", "no picture");
  g_assert_null (
      ink_dataset_load_images (folder, INK_SPLIT_TRAIN, NULL, &error));
  assert_says (error, INK_ERROR_FORMAT, "1/b.png");
  temp_folder_remove (folder);
}

static void
test_paths_refused (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *table = temp_folder_write_text (folder, "a.csv", "a,b\n");
  g_autofree char *picture = g_build_filename (folder, "a.png", NULL);
  g_autoptr (GError) empty = NULL;
  g_autoptr (GError) absent = NULL;
  g_autoptr (GError) kind = NULL;
  g_autoptr (GError) png = NULL;

  put_picture (folder, "a.png", 28, 0, 255);
  g_assert_null (
      ink_dataset_load_images (folder, INK_SPLIT_TRAIN, NULL, &empty));
  assert_says (empty, INK_ERROR_FORMAT, "expected IDX files");
  g_assert_null (
      ink_dataset_load_images (missing, INK_SPLIT_TRAIN, NULL, &absent));
  assert_says (absent, INK_ERROR_NOT_FOUND, missing);
  g_assert_null (
      ink_dataset_load_images (table, INK_SPLIT_TRAIN, NULL, &kind));
  assert_says (kind, INK_ERROR_MISMATCH, "expected a data set of images");
  g_assert_null (ink_dataset_load_texts (picture, INK_SPLIT_TRAIN, NULL, NULL,
                                         &png));
  assert_says (png, INK_ERROR_FORMAT, "one PNG image");
  temp_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/dataset-folder/texts", test_texts);
  g_test_add_func ("/core/dataset-folder/splits", test_splits);
  g_test_add_func ("/core/dataset-folder/classes-named-as-splits",
                   test_classes_named_as_splits);
  g_test_add_func ("/core/dataset-folder/bad-text", test_bad_text);
  g_test_add_func ("/core/dataset-folder/pictures", test_pictures);
  g_test_add_func ("/core/dataset-folder/dark-on-light", test_dark_on_light);
  g_test_add_func ("/core/dataset-folder/bad-picture", test_bad_picture);
  g_test_add_func ("/core/dataset-folder/paths-refused", test_paths_refused);
  return g_test_run ();
}
