#pragma once

#include <gtk/gtk.h>

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* The second step of a training: the options of naive Bayes, and what is held
 * out to measure. Main thread. Signal "changed". */
#define INK_TYPE_OPTIONS_PAGE (ink_options_page_get_type ())
G_DECLARE_FINAL_TYPE (InkOptionsPage, ink_options_page, INK, OPTIONS_PAGE,
                      GtkWidget)

typedef struct
{
  InkNaiveBayesOptions bayes; /* pointing into the page */
  double held_out;            /* a share, 0 for none */
  guint64 seed;
  gboolean calibrate;
  const char *recipe;         /* for a title: "best-text", "own options"; NULL
                                 for scikit-learn's defaults */
} InkTrainingOptions;

GtkWidget *ink_options_page_new (void);
/* ink_options_page_get: @options' pointers are the page's, until it changes.
 * FALSE with INK_ERROR_ARGUMENT naming the field. */
gboolean ink_options_page_get (InkOptionsPage *self,
                               InkTrainingOptions *options, GError **error);

G_END_DECLS
