/* Labels of data read block by block, and passes over a part of it: the same
 * texts as a split of all of them in memory, and giving up. */
#include <gio/gio.h>

#include "core/data/split.h"
#include "core/data/text-hash.h"
#include "tests/data/temp-folder.h"

#define N_TEXTS 9000

static char *path;

/* Some 250 bytes a row, so that there are several blocks. */
static void
write_table (const char *folder)
{
  GString *table = g_string_new ("label,text\n");
  g_autofree char *words = g_strnfill (230, 'w');

  for (guint i = 0; i < N_TEXTS; i++)
    g_string_append_printf (table, "%c,%s %u\n", "zyx"[i * i % 7 % 3], words,
                            i);
  path = temp_folder_write_text (folder, "table.csv", table->str);
  g_string_free (table, TRUE);
}

static InkTextSource *
open_source (void)
{
  g_autoptr (GError) error = NULL;
  InkTextSource *source
      = ink_text_source_open (path, INK_SPLIT_TRAIN, NULL, &error);

  g_assert_no_error (error);
  return source;
}

static InkTextSet *
load_all (void)
{
  g_autoptr (GError) error = NULL;
  InkTextSet *texts
      = ink_dataset_load_texts (path, INK_SPLIT_TRAIN, NULL, NULL, &error);

  g_assert_no_error (error);
  return texts;
}

static void
test_labels (void)
{
  g_autoptr (InkTextSource) source = open_source ();
  g_autoptr (InkTextSet) texts = load_all ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) labels
      = ink_text_labels_read (source, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, N_TEXTS);
  g_assert_cmpmem (labels->data, N_TEXTS * sizeof (guint32),
                   ink_text_set_labels (texts), N_TEXTS * sizeof (guint32));
}

/* The hash of a pass over a part of the texts. */
static char *
hash_of_part (InkTextSource *source, const GArray *labels, gboolean held_out)
{
  g_autoptr (GError) error = NULL;
  const guint n
      = ink_text_labels_divide (labels, source, 0.2, 3, held_out);
  g_autoptr (InkTextSet) set = NULL;

  ink_text_source_rewind (source, &error);
  g_assert_no_error (error);
  set = ink_text_set_load (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_text_set_count (set), ==, n);
  g_assert_cmpuint (ink_text_source_count (source), ==, n);
  return ink_text_set_hash (set);
}

static char *
hash_of_subset (const InkTextSet *texts, const GArray *indices)
{
  g_autoptr (InkTextSet) subset = ink_text_set_subset (
      texts, "part", (const guint32 *) (void *) indices->data, indices->len);

  return ink_text_set_hash (subset);
}

static void
test_parts (void)
{
  g_autoptr (InkTextSource) source = open_source ();
  g_autoptr (InkTextSet) texts = load_all ();
  g_autoptr (GArray) labels = ink_text_labels_read (source, NULL, NULL, NULL);
  g_autoptr (GArray) learn = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hold = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *learned = NULL, *held = NULL, *again = NULL;
  g_autofree char *wanted_learned = NULL, *wanted_held = NULL;

  ink_split_stratified (ink_text_set_labels (texts), N_TEXTS, 3, 0.2, 3, learn,
                        hold);
  wanted_learned = hash_of_subset (texts, learn);
  wanted_held = hash_of_subset (texts, hold);
  learned = hash_of_part (source, labels, FALSE);
  held = hash_of_part (source, labels, TRUE);
  again = hash_of_part (source, labels, FALSE);
  g_assert_cmpstr (learned, ==, wanted_learned);
  g_assert_cmpstr (held, ==, wanted_held);
  g_assert_cmpstr (again, ==, learned);
}

/* And none is left out again. */
static void
test_all_again (void)
{
  g_autoptr (InkTextSource) source = open_source ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) labels = ink_text_labels_read (source, NULL, NULL, NULL);
  g_autoptr (GArray) again = NULL;

  ink_text_labels_divide (labels, source, 0.5, 1, TRUE);
  ink_text_source_leave_out (source, NULL, 0);
  ink_text_source_rewind (source, &error);
  g_assert_no_error (error);
  again = ink_text_labels_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (again->data, again->len * 4, labels->data,
                   labels->len * 4);
}

static gboolean
watch (double fraction, guint64 n_texts, gpointer user_data, GError **error)
{
  guint *n_calls = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_cmpuint (n_texts, >, 0);
  g_assert_cmpuint (n_texts, <=, N_TEXTS);
  if (++*n_calls < 2)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return FALSE;
}

static void
test_hash (void)
{
  g_autoptr (InkTextSource) source = open_source ();
  g_autoptr (InkTextSet) texts = load_all ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) labels = ink_text_labels_read (source, NULL, NULL, NULL);
  g_autofree char *wanted = ink_text_set_hash (texts);
  g_autofree char *hash = ink_text_source_hash (source, NULL, NULL, &error);
  guint n_calls = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (hash, ==, wanted);
  g_assert_null (ink_text_source_hash (source, watch, &n_calls, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_giving_up (void)
{
  g_autoptr (InkTextSource) source = open_source ();
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;

  g_assert_null (ink_text_labels_read (source, watch, &n_calls, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_calls, ==, 2);
}

static void
test_bad_row (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *good = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bad = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSource) source = NULL;

  g_assert_true (g_file_get_contents (path, &good, NULL, NULL));
  text = g_strconcat (good, "lost\n", NULL);
  bad = temp_folder_write_text (folder, "bad.csv", text);
  source = ink_text_source_open (bad, INK_SPLIT_TRAIN, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ink_text_labels_read (source, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "line 9002"));
  temp_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = temp_folder_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  write_table (folder);
  g_test_add_func ("/data/text-labels/labels", test_labels);
  g_test_add_func ("/data/text-labels/parts", test_parts);
  g_test_add_func ("/data/text-labels/all-again", test_all_again);
  g_test_add_func ("/data/text-labels/hash", test_hash);
  g_test_add_func ("/data/text-labels/giving-up", test_giving_up);
  g_test_add_func ("/data/text-labels/bad-row", test_bad_row);
  status = g_test_run ();
  temp_folder_remove (folder);
  g_free (path);
  return status;
}
