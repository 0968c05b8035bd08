/* The data sets known by name, where they are looked for, and the real ones as
 * far as this machine has them. */
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/dataset-get.h"
#include "core/data/dataset.h"
#include "tests/data/temp-folder.h"

/* SHA-256 of the test images' pixels. */
static const char mnist_test_hash[]
    = "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161";
static const char fashion_test_hash[]
    = "c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a";
static const char *const files[]
    = { "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" };

static void
test_list (void)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpstr (known[0].name, ==, "mnist");
  g_assert_cmpstr (known[1].name, ==, "fashion-mnist");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folder = ink_dataset_folder (known[i].name);

      g_assert_true (g_path_is_absolute (folder));
      g_assert_true (g_str_has_suffix (folder, known[i].name));
    }
  g_assert_null (ink_dataset_folder ("../mnist"));
  g_assert_false (ink_dataset_is_installed ("nothing"));
}

static void
test_list_texts (void)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known_texts (&n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (known[0].name, ==, "spamassassin");
  g_assert_nonnull (known[0].texts);
  g_assert_nonnull (strstr (known[0].terms, "CC0"));
}

/* One image of class 9 for each split of @name. */
static void
put_set (const char *folder, const char *name)
{
  static const guint8 image[]
      = { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5 };
  static const guint8 label[] = { 0, 0, 8, 1, 0, 0, 0, 1, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = g_build_filename (name, files[i], NULL);
      g_autofree char *path
          = i % 2 == 0
                ? temp_folder_write (folder, file, image, sizeof image)
                : temp_folder_write (folder, file, label, sizeof label);
    }
}

/* The environment as it was, for the tests that follow. */
static void
restore (const char *variable, const char *value)
{
  if (value != NULL)
    g_setenv (variable, value, TRUE);
  else
    g_unsetenv (variable);
}

static void
test_data_path (void)
{
  g_autofree char *before = g_strdup (g_getenv ("INKLING_DATA_PATH"));
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *expected = g_build_filename (folder, "fashion-mnist", NULL);
  g_autofree char *entries = g_strconcat ("/nowhere:", folder, NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) set = NULL;

  put_set (folder, "fashion-mnist");
  g_setenv ("INKLING_DATA_PATH", entries, TRUE);
  found = ink_dataset_folder ("fashion-mnist");
  set = ink_dataset_load_images ("fashion-mnist", INK_SPLIT_TEST, NULL,
                                 &error);
  restore ("INKLING_DATA_PATH", before);
  g_assert_cmpstr (found, ==, expected);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_image_set_count (set), ==, 1);
  g_assert_cmpstr (ink_image_set_name (set), ==, "fashion-mnist, test split");
  g_assert_cmpstr (ink_image_set_class_names (set)[9], ==, "Ankle boot");
  temp_folder_remove (folder);
}

static void
test_missing (void)
{
  static const char *const variables[]
      = { "INKLING_DATA_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS" };
  char *before[G_N_ELEMENTS (variables)];

  if (g_test_subprocess ())
    {
      g_autoptr (GError) error = NULL;
      InkDataKind kind;

      g_assert_false (ink_dataset_kind ("mnist", &kind, &error));
      assert_says (error, INK_ERROR_NOT_FOUND, "inkling-cli data get mnist");
      return;
    }
  if (g_file_test ("/usr/share/datasets/mnist", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("MNIST is installed for everyone");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      before[i] = g_strdup (g_getenv (variables[i]));
      g_setenv (variables[i], "/nonexistent", TRUE);
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      restore (variables[i], before[i]);
      g_free (before[i]);
    }
  g_test_trap_assert_passed ();
}

static void
check_known (const char *name, const char *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) train = NULL;
  g_autoptr (InkImageSet) test = NULL;
  g_autofree char *found = NULL;
  gboolean has_splits = FALSE;

  if (!ink_dataset_is_installed (name))
    {
      g_test_skip ("the data set is not installed");
      return;
    }
  train = ink_dataset_load_images (name, INK_SPLIT_TRAIN, &has_splits, &error);
  g_assert_no_error (error);
  g_assert_true (has_splits);
  test = ink_dataset_load_images (name, INK_SPLIT_TEST, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_image_set_count (train), ==, 60000);
  g_assert_cmpuint (ink_image_set_count (test), ==, 10000);
  g_assert_cmpuint (ink_image_set_height (test), ==, 28);
  g_assert_cmpuint (ink_image_set_width (test), ==, 28);
  g_assert_cmpuint (ink_image_set_n_classes (test), ==, 10);
  found = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, ink_image_set_pixels (test), 10000 * 28 * 28);
  g_assert_cmpstr (found, ==, hash);
}

static void
test_mnist (void)
{
  check_known ("mnist", mnist_test_hash);
}

static void
test_fashion_mnist (void)
{
  check_known ("fashion-mnist", fashion_test_hash);
}

typedef struct
{
  const char *file;
  guint count;
  guint n_classes;
  guint of_first; /* texts of class 0 */
} Corpus;

static void
check_corpus (const char *folder, const Corpus *corpus)
{
  g_autofree char *path = g_build_filename (folder, corpus->file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set = ink_dataset_load_texts (
      path, INK_SPLIT_TRAIN, NULL, NULL, &error);
  guint of_first = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (ink_text_set_count (set), ==, corpus->count);
  g_assert_cmpuint (ink_text_set_n_classes (set), ==, corpus->n_classes);
  for (guint i = 0; i < corpus->count; i++)
    of_first += ink_text_set_labels (set)[i] == 0;
  g_assert_cmpuint (of_first, ==, corpus->of_first);
}

static void
test_corpora (void)
{
  static const Corpus corpora[] = {
    { "text/sms_spam/SMSSpamCollection", 5574, 2, 4827 },
    { "text/ag_news/train.csv", 5000, 4, 1259 },
    { "text/ag_news/dev.csv", 1000, 4, 239 },
    { "text/ag_news/descriptions.tsv", 10001, 4, 2496 },
    { "text/thucnews/train.txt", 33590, 10, 3311 },
    { "text/thucnews/dev.txt", 10000, 10, 1000 },
  };
  const char *folder = g_getenv ("INKLING_TEST_DATA");

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("there is no folder of test data ($INKLING_TEST_DATA)");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (corpora); i++)
    check_corpus (folder, &corpora[i]);
}

/* The mails of the package become a set that its name reads. */
static void
test_mails (void)
{
  static const char *const mails[][2]
      = { { "spam-1/00002.b.json", "{\"text\":\"Subject: win\\n\\n\\u00e9\"}" },
          { "spam-1/00001.a.json", "{\"id\":\"1\",\"text\":\"first\"}" },
          { "spam-1/00001.a.txt", "not this" },
          { "spam-2/1.json", "{\"text\":\"x\"}" },
          { "easy-ham-1/1.json", "{\"text\":\"y\"}" },
          { "easy-ham-2/1.json", "{\"text\":\"z\"}" },
          { "hard-ham-1/1.json", "{\"text\":\"hard\"}" } };
  g_autofree char *before = g_strdup (g_getenv ("INKLING_DATA_PATH"));
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *set_folder
      = g_build_filename (folder, "spamassassin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *path
          = temp_folder_write_text (set_folder, mails[i][0], mails[i][1]);
    }
  g_setenv ("INKLING_DATA_PATH", folder, TRUE);
  ink_spam_assassin_make (set_folder, &error);
  g_assert_no_error (error);
  g_assert_true (ink_dataset_is_installed ("spamassassin"));
  set = ink_dataset_load_texts ("spamassassin", INK_SPLIT_TRAIN, NULL, NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_text_set_count (set), ==, 6);
  g_assert_cmpstr (ink_text_set_class_names (set)[0], ==, "ham");
  g_assert_cmpstr (ink_text_set_class_names (set)[1], ==, "spam");
  g_assert_cmpstr (ink_text_set_text (set, 3), ==, "first");
  g_assert_cmpstr (ink_text_set_text (set, 4), ==, "Subject: win\n\né");
  g_assert_cmpuint (ink_text_set_labels (set)[2], ==, 0);
  g_assert_cmpuint (ink_text_set_labels (set)[3], ==, 1);
  g_assert_false (ink_spam_assassin_make (set_folder, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  restore ("INKLING_DATA_PATH", before);
  temp_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/dataset/list", test_list);
  g_test_add_func ("/core/dataset/data-path", test_data_path);
  g_test_add_func ("/core/dataset/mnist", test_mnist);
  g_test_add_func ("/core/dataset/fashion-mnist", test_fashion_mnist);
  g_test_add_func ("/core/dataset/corpora", test_corpora);
  g_test_add_func ("/core/dataset/missing", test_missing);
  g_test_add_func ("/core/dataset-known/list-texts", test_list_texts);
  g_test_add_func ("/core/dataset-known/mails", test_mails);
  return g_test_run ();
}
