#pragma once

#include <glib.h>

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* What somebody chose of a file or folder of texts: how it is read, and which
 * part of it. Path, fraction and seed say which texts are held out; as with
 * `inkling-cli train naive-bayes --validation-fraction X --seed N`. */
typedef struct
{
  char *path;
  char *text_column, *label_column; /* nullable: guessed */
  char *class_names;                /* nullable: a file with names of labels */
  InkHeader header;
  gboolean no_quotes;
  gboolean skip_bad_rows;
  InkEncoding encoding;
  gboolean mail; /* texts are mails */
  double held_out; /* a share of the training texts; 0: no part, but a split */
  guint64 seed;    /* of what is held out */
} InkTextChoice;

/* As it is read where nothing else is said. (transfer full) */
InkTextChoice *ink_text_choice_new (const char *path);
InkTextChoice *ink_text_choice_copy (const InkTextChoice *choice);
void ink_text_choice_free (InkTextChoice *choice);
gboolean ink_text_choice_equal (const InkTextChoice *a,
                                const InkTextChoice *b);

/* Borrowed from @choice. */
InkTextOptions ink_text_choice_options (const InkTextChoice *choice);
/* "held-out 20 % of mail.tsv", "mail.tsv"; (transfer full) */
char *ink_text_choice_title (const InkTextChoice *choice);
/* "held-out 20 %, seed 1"; NULL without a part; (transfer full) (nullable) */
char *ink_text_choice_part (const InkTextChoice *choice);

/* ink_text_choice_load: the held-out part, or @split where there is none.
 * @hash: (out) (transfer full): of all texts, with a part also of those that
 * it leaves out
 * Returns: (transfer full): or NULL with the errors of
 * ink_dataset_load_texts(). Any thread; blocks. */
InkTextSet *ink_text_choice_load (const InkTextChoice *choice, InkSplit split,
                                  gboolean *has_splits, char **hash,
                                  GError **error);

/* One line, for the settings, and back; (transfer full) (nullable): NULL where
 * it is none. */
char *ink_text_choice_to_string (const InkTextChoice *choice);
InkTextChoice *ink_text_choice_from_string (const char *string);
/* To an action of the window and back; (transfer floating), (transfer full)
 * (nullable): NULL where it is none. */
#define INK_TEXT_CHOICE_VARIANT "(aymaymaymayibbibdt)"
GVariant *ink_text_choice_to_variant (const InkTextChoice *choice);
InkTextChoice *ink_text_choice_from_variant (GVariant *variant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextChoice, ink_text_choice_free)

G_END_DECLS
