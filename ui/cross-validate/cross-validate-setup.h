#pragma once

#include <adwaita.h>

#include "core/train/recipe.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* What learns, from what, and by which recipe: the first group of the form of
 * Cross-validate. Main thread. Signal "changed". */
#define INK_TYPE_CROSS_VALIDATE_SETUP (ink_cross_validate_setup_get_type ())
G_DECLARE_FINAL_TYPE (InkCrossValidateSetup, ink_cross_validate_setup, INK,
                      CROSS_VALIDATE_SETUP, AdwPreferencesGroup)

GtkWidget *ink_cross_validate_setup_new (InkWorkbench *workbench);
/* Takes files of texts that are dropped on @widget. */
void ink_cross_validate_setup_take_drops (InkCrossValidateSetup *self,
                                          GtkWidget *widget);
/* ink_cross_validate_setup_get:
 * @texts: (out): whether it is naive Bayes, which reads texts
 * @mail: (out): whether these are mails
 * @data: (out): borrowed until the next change
 * @recipe: (out): of LeNet-5, but for its seed
 * Returns: FALSE with INK_ERROR_NOT_FOUND where the data is not there or not
 * chosen; what the recipe has against itself is not looked at. */
gboolean ink_cross_validate_setup_get (InkCrossValidateSetup *self,
                                       gboolean *texts, gboolean *mail,
                                       const char **data, InkRecipe *recipe,
                                       GError **error);
/* @data: the name of a known data set, or a path of texts; @recipe: NULL with
 * texts. */
void ink_cross_validate_setup_set (InkCrossValidateSetup *self, gboolean texts,
                                   gboolean mail, const char *data,
                                   const InkRecipe *recipe);
/* "LeNet-5 on MNIST", "Naive Bayes on mail.tsv"; (transfer full). */
char *ink_cross_validate_setup_describe (InkCrossValidateSetup *self);
/* Whether naive Bayes is chosen. */
gboolean ink_cross_validate_setup_reads_texts (InkCrossValidateSetup *self);
void ink_cross_validate_setup_commit (InkCrossValidateSetup *self);

G_END_DECLS
