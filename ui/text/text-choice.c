/* A choice of texts as a value. */
#include "ui/text/text-choice.h"

#include <string.h>

#include "core/data/text-part.h"

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
         && a->header == b->header && a->no_quotes == b->no_quotes
         && a->skip_bad_rows == b->skip_bad_rows && a->encoding == b->encoding
         && a->mail == b->mail
         && a->held_out == b->held_out && a->seed == b->seed;
}

InkTextOptions
ink_text_choice_options (const InkTextChoice *choice)
{
  return (InkTextOptions) {
    .text_column = choice->text_column,
    .label_column = choice->label_column,
    .header = choice->header,
    .no_quotes = choice->no_quotes,
    .encoding = choice->encoding,
    .skip_bad_rows = choice->skip_bad_rows,
    .mail = choice->mail,
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

InkTextSet *
ink_text_choice_load (const InkTextChoice *choice, InkSplit split,
                      gboolean *has_splits, char **hash, GError **error)
{
  const InkTextOptions options = ink_text_choice_options (choice);
  InkTextSet *texts;

  if (choice->held_out > 0)
    {
      *has_splits = FALSE;
      return ink_text_part_load (choice->path, &options, choice->held_out,
                                 choice->seed, hash, error);
    }
  texts = ink_dataset_load_texts (choice->path, split, &options, has_splits,
                                  error);
  if (texts != NULL)
    *hash = ink_text_set_hash (texts);
  return texts;
}

/* Paths are bytes. */
GVariant *
ink_text_choice_to_variant (const InkTextChoice *choice)
{
  return g_variant_new ("(^aym^aym^aym^ayibbibdt)", choice->path,
                        choice->text_column, choice->label_column,
                        choice->class_names, (gint32) choice->header,
                        choice->no_quotes, choice->skip_bad_rows,
                        (gint32) choice->encoding, choice->mail,
                        choice->held_out, choice->seed);
}

InkTextChoice *
ink_text_choice_from_variant (GVariant *variant)
{
  InkTextChoice *choice;
  gint32 header, encoding;

  if (!g_variant_is_of_type (variant,
                             G_VARIANT_TYPE (INK_TEXT_CHOICE_VARIANT)))
    return NULL;
  choice = g_new0 (InkTextChoice, 1);
  g_variant_get (variant, "(^aym^aym^aym^ayibbibdt)", &choice->path,
                 &choice->text_column, &choice->label_column,
                 &choice->class_names, &header, &choice->no_quotes,
                 &choice->skip_bad_rows, &encoding, &choice->mail,
                 &choice->held_out, &choice->seed);
  choice->header = (InkHeader) header;
  choice->encoding = (InkEncoding) encoding;
  return choice;
}

char *
ink_text_choice_to_string (const InkTextChoice *choice)
{
  g_autoptr (GVariant) variant
      = g_variant_ref_sink (ink_text_choice_to_variant (choice));

  return g_variant_print (variant, TRUE);
}

InkTextChoice *
ink_text_choice_from_string (const char *string)
{
  g_autoptr (GVariant) variant
      = g_variant_parse (G_VARIANT_TYPE (INK_TEXT_CHOICE_VARIANT), string,
                         NULL, NULL, NULL);

  return variant == NULL ? NULL : ink_text_choice_from_variant (variant);
}
