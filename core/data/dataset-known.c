/* The data sets known by name, and where their files are. A set is looked for
 * in $INKLING_DATA_PATH, in the user's data folder, and in datasets/NAME of
 * the system's data folders, where Debian's packages put it; the first folder
 * with all four IDX files, or with the file of the texts, counts. The user's
 * own drawings have one folder. */
#include "core/data/dataset-private.h"

#include <string.h>

#include "core/base/file.h"
#include "core/data/dataset-idx.h"
#include "core/data/drawing-folder.h"

#define DIGIT_NAMES "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"

static const InkKnownDataset known[] = {
  { .name = "mnist",
    .title = "MNIST",
    .about = "70,000 handwritten digits, 28x28 grey (LeCun, Cortes, Burges)",
    .terms = "CC BY-SA 3.0" },
  { .name = "fashion-mnist",
    .title = "Fashion-MNIST",
    .about = "70,000 pictures of clothes in 10 classes, 28x28 grey (Zalando)",
    .terms = "MIT" },
  { .name = "my-digits",
    .title = "My Digits",
    .about = "digits that you drew and said what they are, 28x28 grey",
    .terms = "your own",
    .own = TRUE },
  /* texts from here on */
  { .name = "spamassassin",
    .title = "SpamAssassin",
    .about = "6,046 mails with their headers, ham or spam (SpamAssassin)",
    .terms = "PDDL 1.0, CC0",
    .texts = "mails.jsonl",
    .mails = TRUE },
};
#define N_IMAGES 3

static const char *const class_names[][11] = {
  { DIGIT_NAMES, NULL },
  { "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
    "Sneaker", "Bag", "Ankle boot", NULL },
  { DIGIT_NAMES, NULL },
};

const InkKnownDataset *
ink_dataset_known (guint *n)
{
  *n = N_IMAGES;
  return known;
}

const InkKnownDataset *
ink_dataset_known_texts (guint *n)
{
  *n = G_N_ELEMENTS (known) - N_IMAGES;
  return known + N_IMAGES;
}

const InkKnownDataset *
ink_dataset_find_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].name, name) == 0)
      return &known[i];
  return NULL;
}

const char *const *
ink_dataset_known_classes (const char *name)
{
  const InkKnownDataset *set = ink_dataset_find_known (name);

  return set == NULL || set->texts != NULL ? NULL : class_names[set - known];
}

static gboolean
is_complete (const InkKnownDataset *set, const char *folder)
{
  g_autofree char *texts = NULL;

  if (set->texts != NULL)
    {
      texts = g_build_filename (folder, set->texts, NULL);
      return g_file_test (texts, G_FILE_TEST_IS_REGULAR);
    }
  for (int split = INK_SPLIT_TRAIN; split <= INK_SPLIT_TEST; split++)
    {
      g_autofree char *images = NULL;
      g_autofree char *labels = NULL;

      ink_idx_find (folder, (InkSplit) split, &images, &labels);
      if (images == NULL || labels == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
add_folders (GPtrArray *folders, const char *const *bases, const char *middle,
             const char *name)
{
  for (guint i = 0; bases != NULL && bases[i] != NULL; i++)
    if (bases[i][0] != '\0')
      g_ptr_array_add (folders,
                       g_build_filename (bases[i], middle, name, NULL));
}

/* Every folder where @name may be, best first. */
static GPtrArray *
candidates (const char *name)
{
  static const char *const system[] = { "/usr/share", NULL };
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  const char *path = g_getenv ("INKLING_DATA_PATH");
  g_auto (GStrv) entries = g_strsplit (path != NULL ? path : "", ":", -1);

  add_folders (folders, (const char *const *) entries, "", name);
  g_ptr_array_add (folders, ink_user_data_path ("data", name, NULL));
  add_folders (folders, system, "datasets", name);
  add_folders (folders, g_get_system_data_dirs (), "datasets", name);
  return folders;
}

static char *
find_installed (const InkKnownDataset *set)
{
  g_autoptr (GPtrArray) folders = candidates (set->name);

  for (guint i = 0; i < folders->len; i++)
    if (is_complete (set, g_ptr_array_index (folders, i)))
      return g_strdup (g_ptr_array_index (folders, i));
  return NULL;
}

char *
ink_dataset_folder (const char *name)
{
  const InkKnownDataset *set = ink_dataset_find_known (name);
  char *folder;

  if (set == NULL)
    return NULL;
  if (set->own)
    return ink_user_data_path (name, NULL);
  folder = find_installed (set);
  return folder != NULL ? folder : ink_user_data_path ("data", name, NULL);
}

gboolean
ink_dataset_is_installed (const char *name)
{
  const InkKnownDataset *set = ink_dataset_find_known (name);
  g_autofree char *folder = NULL;

  if (set == NULL)
    return FALSE;
  folder = set->own ? ink_dataset_folder (name) : find_installed (set);
  return set->own ? ink_drawing_folder_count (folder) > 0 : folder != NULL;
}
