#pragma once

#include "ui/naive-bayes/naive-bayes-form.h"

#include "ui/naive-bayes/naive-bayes-fields.h"

G_BEGIN_DECLS

typedef enum
{
  INK_BAYES_GROUP_TOKENS,
  INK_BAYES_GROUP_VOCABULARY,
  INK_BAYES_GROUP_WEIGHTS,
  INK_BAYES_GROUP_SMOOTHING,
  INK_N_BAYES_GROUPS,
} InkBayesGroup;

struct _InkNaiveBayesForm
{
  GtkWidget parent_instance;
  GtkWidget *group;                        /* AdwPreferencesGroup */
  GtkWidget *recipe;                       /* AdwComboRow */
  GtkWidget *choices[INK_N_BAYES_CHOICES]; /* AdwComboRow */
  GtkWidget *numbers[INK_N_BAYES_NUMBERS];
  GtkSpinButton *spins[INK_N_BAYES_NUMBERS];
  GtkWidget *entries[INK_N_BAYES_ENTRIES];
  GtkEditable *texts[INK_N_BAYES_ENTRIES];
  GtkWidget *switch_rows[INK_N_BAYES_SWITCHES];
  GtkSwitch *switches[INK_N_BAYES_SWITCHES];
  GtkWidget *stop_words; /* InkStopWordsRow */
  GtkWidget *groups[INK_N_BAYES_GROUPS]; /* AdwExpanderRow */
  gboolean wrong[INK_N_BAYES_GROUPS];    /* a field in it */

  InkNaiveBayesOptions options; /* as far as the fields make sense */
  double *class_prior;          /* of @options */
  gboolean filling;             /* from options: no change of the user's */
};

/* ink_naive_bayes_form_read: everything into the options, and what is wrong to
 * its field.
 * Returns: (transfer full) (nullable): the first of what is wrong. */
GError *ink_naive_bayes_form_read (InkNaiveBayesForm *self);

G_END_DECLS
