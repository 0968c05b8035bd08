#pragma once

#include <gtk/gtk.h>

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* The options of naive Bayes as rows of a form: event model, analyzer, n-grams,
 * document frequencies, features, tf-idf, alpha, prior, stop words, and recipes
 * (scikit-learn's defaults, best-text) that fill it in. Main thread. Signal
 * `changed`. */
#define INK_TYPE_NAIVE_BAYES_FORM (ink_naive_bayes_form_get_type ())
G_DECLARE_FINAL_TYPE (InkNaiveBayesForm, ink_naive_bayes_form, INK,
                      NAIVE_BAYES_FORM, GtkWidget)

GtkWidget *ink_naive_bayes_form_new (void);
/* ink_naive_bayes_form_get_options: @options' pointers are the form's, until it
 * changes. FALSE with INK_ERROR_ARGUMENT naming the field, where the reason
 * stands, too. */
gboolean ink_naive_bayes_form_get_options (InkNaiveBayesForm *self,
                                           InkNaiveBayesOptions *options,
                                           GError **error);
/* The other way. Stop words are not shown: they come from a file, see below. */
void ink_naive_bayes_form_set_options (InkNaiveBayesForm *self,
                                       const InkNaiveBayesOptions *options);
/* ink_naive_bayes_form_set_stop_words: as if the file was chosen. @path:
 * (nullable): NULL for none */
void ink_naive_bayes_form_set_stop_words (InkNaiveBayesForm *self,
                                          const char *path);
/* The name of the recipe that is chosen, "default" or "best-text"; NULL where
 * the options are of one's own. Static. */
const char *ink_naive_bayes_form_get_recipe (InkNaiveBayesForm *self);
/* Takes over what was typed into a field and not confirmed yet. */
void ink_naive_bayes_form_commit (InkNaiveBayesForm *self);

G_END_DECLS
