/* A part that is held out of texts: a pass for the labels, since what is held
 * out depends on all of them, one for the hash of all, one for the part. */
#include "core/data/text-part.h"

#include "core/base/error.h"
#include "core/data/text-hash.h"

/* The same texts under the name of the part. */
static InkTextSet *
rename_set (const InkTextSet *texts, const char *name, double fraction)
{
  const guint n = ink_text_set_count (texts);
  g_autofree char *title
      = g_strdup_printf ("held-out %g %% of %s", 100 * fraction, name);
  g_autofree guint32 *all = g_new (guint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    all[i] = i;
  return ink_text_set_subset (texts, title, all, n);
}

/* Has the next pass be over the part. */
static gboolean
begin_part (InkTextSource *source, const GArray *labels, double fraction,
            guint64 seed, GError **error)
{
  if (ink_text_labels_divide (labels, source, fraction, seed, TRUE) == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected enough texts to hold out a fraction of "
                          "%g, found %u",
                          ink_text_source_name (source), fraction,
                          labels->len);
  return ink_text_source_rewind (source, error);
}

InkTextSet *
ink_text_part_load (const char *data, const InkTextOptions *options,
                    double fraction, guint64 seed, char **whole_hash,
                    GError **error)
{
  g_autoptr (InkTextSource) source
      = ink_text_source_open (data, INK_SPLIT_TRAIN, options, error);
  g_autoptr (GArray) labels
      = source == NULL ? NULL
                       : ink_text_labels_read (source, NULL, NULL, error);
  g_autofree char *hash
      = labels == NULL ? NULL
                       : ink_text_source_hash (source, NULL, NULL, error);
  g_autoptr (InkTextSet) texts = NULL;

  if (hash == NULL || !begin_part (source, labels, fraction, seed, error))
    return NULL;
  texts = ink_text_set_load (source, error);
  if (texts == NULL)
    return NULL;
  *whole_hash = g_steal_pointer (&hash);
  return rename_set (texts, ink_text_source_name (source), fraction);
}
