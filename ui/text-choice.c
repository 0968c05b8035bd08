/* A choice of texts as a value. */
#include "ui/text-choice.h"

#include <string.h>

#include "core/data/split.h"

InkTextChoice *
ink_text_choice_new (const char *path)
{
  InkTextChoice *choice = g_new0 (InkTextChoice, 1);

  choice->path = g_strdup (path);
  return choice;
}

InkTextChoice *
ink_text_choice_copy (const InkTextChoice *choice)
{
  InkTextChoice *copy = g_memdup2 (choice, sizeof *choice);

  copy->path = g_strdup (choice->path);
  copy->text_column = g_strdup (choice->text_column);
  copy->label_column = g_strdup (choice->label_column);
  copy->class_names = g_strdup (choice->class_names);
  return copy;
}

void
ink_text_choice_free (InkTextChoice *choice)
{
  if (choice == NULL)
    return;
  g_free (choice->path);
  g_free (choice->text_column);
  g_free (choice->label_column);
  g_free (choice->class_names);
  g_free (choice);
}

gboolean
ink_text_choice_equal (const InkTextChoice *a, const InkTextChoice *b)
{
  return strcmp (a->path, b->path) == 0
         && g_strcmp0 (a->text_column, b->text_column) == 0
         && g_strcmp0 (a->label_column, b->label_column) == 0
         && g_strcmp0 (a->class_names, b->class_names) == 0
         && a->no_quotes == b->no_quotes
         && a->skip_bad_rows == b->skip_bad_rows && a->encoding == b->encoding
         && a->held_out == b->held_out && a->seed == b->seed;
}

InkTextOptions
ink_text_choice_options (const InkTextChoice *choice)
{
  return (InkTextOptions) {
    .text_column = choice->text_column,
    .label_column = choice->label_column,
    .no_quotes = choice->no_quotes,
    .encoding = choice->encoding,
    .skip_bad_rows = choice->skip_bad_rows,
    .class_names = choice->class_names,
  };
}

char *
ink_text_choice_title (const InkTextChoice *choice)
{
  g_autofree char *name = g_path_get_basename (choice->path);
  g_autofree char *shown = g_filename_display_name (name);

  if (choice->held_out == 0)
    return g_steal_pointer (&shown);
  return g_strdup_printf ("held-out %g %% of %s", 100 * choice->held_out,
                          shown);
}

char *
ink_text_choice_part (const InkTextChoice *choice)
{
  if (choice->held_out == 0)
    return NULL;
  return g_strdup_printf ("held-out %g %%, seed %" G_GUINT64_FORMAT,
                          100 * choice->held_out, choice->seed);
}

static InkTextSet *
subset (InkTextSet *texts, const char *name, const GArray *indices)
{
  return ink_text_set_subset (texts, name,
                              (const guint32 *) (void *) indices->data,
                              indices->len);
}

void
ink_text_choice_divide (const InkTextChoice *choice, InkTextSet *texts,
                        InkTextSet **learned, InkTextSet **held_out)
{
  g_autoptr (GArray) learn = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hold = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *title = ink_text_choice_title (choice);

  ink_split_stratified (ink_text_set_labels (texts), ink_text_set_count (texts),
                        ink_text_set_n_classes (texts), choice->held_out,
                        choice->seed, learn, hold);
  *learned = subset (texts, ink_text_set_name (texts), learn);
  *held_out = subset (texts, title, hold);
}

static InkTextSet *
take_part (const InkTextChoice *choice, InkTextSet *texts)
{
  g_autoptr (InkTextSet) learned = NULL;
  InkTextSet *held_out;

  ink_text_choice_divide (choice, texts, &learned, &held_out);
  return held_out;
}

InkTextSet *
ink_text_choice_load (const InkTextChoice *choice, InkSplit split,
                      gboolean *has_splits, char **hash, GError **error)
{
  const InkTextOptions options = ink_text_choice_options (choice);
  const gboolean part = choice->held_out > 0;
  g_autoptr (InkTextSet) texts = ink_dataset_load_texts (
      choice->path, part ? INK_SPLIT_TRAIN : split, &options, has_splits,
      error);

  if (texts == NULL)
    return NULL;
  if (hash != NULL)
    *hash = ink_text_set_hash (texts);
  if (!part)
    return g_steal_pointer (&texts);
  *has_splits = FALSE;
  return take_part (choice, texts);
}

/* Paths are bytes. */
GVariant *
ink_text_choice_to_variant (const InkTextChoice *choice)
{
  return g_variant_new ("(^aym^aym^aym^aybbidt)", choice->path,
                        choice->text_column, choice->label_column,
                        choice->class_names, choice->no_quotes,
                        choice->skip_bad_rows, (gint32) choice->encoding,
                        choice->held_out, choice->seed);
}

InkTextChoice *
ink_text_choice_from_variant (GVariant *variant)
{
  InkTextChoice *choice;
  gint32 encoding;

  if (!g_variant_is_of_type (variant,
                             G_VARIANT_TYPE (INK_TEXT_CHOICE_VARIANT)))
    return NULL;
  choice = g_new0 (InkTextChoice, 1);
  g_variant_get (variant, "(^aym^aym^aym^aybbidt)", &choice->path,
                 &choice->text_column, &choice->label_column,
                 &choice->class_names, &choice->no_quotes,
                 &choice->skip_bad_rows, &encoding, &choice->held_out,
                 &choice->seed);
  choice->encoding = (InkEncoding) encoding;
  return choice;
}
