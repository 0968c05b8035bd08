/* Labelled texts. Invariants, checked once when a set is made: every text is
 * valid UTF-8, there are as many labels as texts, and every label is below the
 * number of classes. A subset borrows its texts and keeps its parent alive. */
#include "core/data/text-set.h"

#include <string.h>

#include "core/base/error.h"

struct _InkTextSet
{
  gatomicrefcount ref_count;
  char *name;
  GPtrArray *texts;
  GBytes *labels; /* guint32 [n] */
  GStrv class_names;
  guint n_classes;
  InkTextSet *parent; /* (nullable): owner of the texts */
  gpointer storage;   /* (nullable): as well */
  GDestroyNotify free_storage;
  guint64 n_skipped;
  char *skipped;
};

static gboolean
check_labels (const InkTextSet *set, GError **error)
{
  gsize expected = (gsize) set->texts->len * sizeof (guint32);
  const guint32 *labels = ink_text_set_labels (set);

  if (set->n_classes == 0 || set->n_classes > INK_TEXTS_MAX_CLASSES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected 1 to %d classes, found %u", set->name,
                          INK_TEXTS_MAX_CLASSES, set->n_classes);
  if (g_bytes_get_size (set->labels) != expected)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected %u labels for as many texts, found "
                          "%" G_GSIZE_FORMAT,
                          set->name, set->texts->len,
                          g_bytes_get_size (set->labels) / sizeof (guint32));
  for (guint i = 0; i < set->texts->len; i++)
    if (labels[i] >= set->n_classes)
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "%s: label %u: expected 0 to %u, found %u",
                            set->name, i, set->n_classes - 1, labels[i]);
  return TRUE;
}

static gboolean
check_texts (const InkTextSet *set, GError **error)
{
  for (guint i = 0; i < set->texts->len; i++)
    {
      const char *text = ink_text_set_text (set, i);
      const char *end;

      if (!g_utf8_validate (text, -1, &end))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: text %u: expected UTF-8, found byte 0x%02x "
                              "at byte %" G_GSIZE_FORMAT,
                              set->name, i, (guint8) *end,
                              (gsize) (end - text));
    }
  return TRUE;
}

static InkTextSet *
text_set_take (const char *name, GPtrArray *texts, GBytes *labels,
               GStrv class_names)
{
  InkTextSet *set = g_new0 (InkTextSet, 1);

  g_atomic_ref_count_init (&set->ref_count);
  set->name = g_strdup (name);
  set->texts = texts;
  set->labels = labels;
  set->class_names = class_names;
  set->n_classes = g_strv_length (class_names);
  return set;
}

InkTextSet *
ink_text_set_new (const char *name, GPtrArray *texts, GBytes *labels,
                  GStrv class_names, GError **error)
{
  g_autoptr (InkTextSet) set
      = text_set_take (name, texts, labels, class_names);

  if (!check_labels (set, error) || !check_texts (set, error))
    return NULL;
  return g_steal_pointer (&set);
}

InkTextSet *
ink_text_set_new_stored (const char *name, GPtrArray *texts, GBytes *labels,
                         GStrv class_names, gpointer storage,
                         GDestroyNotify free_storage, guint64 n_skipped,
                         const char *skipped, GError **error)
{
  g_autoptr (InkTextSet) set
      = text_set_take (name, texts, labels, class_names);

  set->storage = storage;
  set->free_storage = free_storage;
  set->n_skipped = n_skipped;
  set->skipped = g_strdup (skipped);
  return check_labels (set, error) ? g_steal_pointer (&set) : NULL;
}

InkTextSet *
ink_text_set_subset (const InkTextSet *set, const char *name,
                     const guint32 *indices, guint n)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_sized_new (n);
  g_autofree guint32 *labels = g_new (guint32, MAX (n, 1));
  InkTextSet *subset;

  for (guint i = 0; i < n; i++)
    {
      g_return_val_if_fail (indices[i] < set->texts->len, NULL);
      g_ptr_array_add (texts, g_ptr_array_index (set->texts, indices[i]));
      labels[i] = ink_text_set_labels (set)[indices[i]];
    }
  subset = text_set_take (name, g_steal_pointer (&texts),
                          g_bytes_new_take (g_steal_pointer (&labels),
                                            n * sizeof (guint32)),
                          g_strdupv (set->class_names));
  subset->parent = ink_text_set_ref ((InkTextSet *) set);
  return subset;
}

InkTextSet *
ink_text_set_ref (InkTextSet *set)
{
  g_atomic_ref_count_inc (&set->ref_count);
  return set;
}

void
ink_text_set_unref (InkTextSet *set)
{
  if (set == NULL || !g_atomic_ref_count_dec (&set->ref_count))
    return;
  g_free (set->name);
  g_ptr_array_unref (set->texts);
  g_bytes_unref (set->labels);
  g_strfreev (set->class_names);
  ink_text_set_unref (set->parent);
  if (set->free_storage != NULL)
    set->free_storage (set->storage);
  g_free (set->skipped);
  g_free (set);
}

const char *
ink_text_set_name (const InkTextSet *set)
{
  return set->name;
}

guint
ink_text_set_count (const InkTextSet *set)
{
  return set->texts->len;
}

const char *
ink_text_set_text (const InkTextSet *set, guint index)
{
  g_return_val_if_fail (index < set->texts->len, NULL);
  return g_ptr_array_index (set->texts, index);
}

const guint32 *
ink_text_set_labels (const InkTextSet *set)
{
  return g_bytes_get_data (set->labels, NULL);
}

guint
ink_text_set_n_classes (const InkTextSet *set)
{
  return set->n_classes;
}

const char *const *
ink_text_set_class_names (const InkTextSet *set)
{
  return (const char *const *) set->class_names;
}

guint64
ink_text_set_skipped (const InkTextSet *set, const char **first)
{
  if (first != NULL)
    *first = set->skipped;
  return set->n_skipped;
}

char *
ink_text_set_hash (const InkTextSet *set)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const guint32 *labels = ink_text_set_labels (set);

  for (guint i = 0; i < set->texts->len; i++)
    {
      const char *text = ink_text_set_text (set, i);
      guint32 label = GUINT32_TO_BE (labels[i]);

      /* with its NUL, so that no two lists of texts run together */
      g_checksum_update (sum, (const guchar *) text,
                         (gssize) strlen (text) + 1);
      g_checksum_update (sum, (const guchar *) &label, sizeof label);
    }
  return g_strdup (g_checksum_get_string (sum));
}
