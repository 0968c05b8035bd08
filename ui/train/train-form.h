#pragma once

#include <gtk/gtk.h>

#include "ui/train/run-job.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The left column of Train: data, recipe, and every field of it. Main thread.
 * Signal "changed": what is chosen changed. Signal "rate-changed" (double):
 * the user changed the learning rate while a run is under way. */
#define INK_TYPE_TRAIN_FORM (ink_train_form_get_type ())
G_DECLARE_FINAL_TYPE (InkTrainForm, ink_train_form, INK, TRAIN_FORM, GtkWidget)

GtkWidget *ink_train_form_new (InkWorkbench *workbench);
/* @options: (out caller-allocates): strings are borrowed, and static. */
void ink_train_form_get (InkTrainForm *self, InkRunOptions *options);
/* Sets the data, where @data is the name of one on offer, and every field of
 * the recipe with its seed; the threads stay. */
void ink_train_form_set (InkTrainForm *self, const char *data,
                         const InkRecipe *recipe);
/* Takes over what was typed into a field and not confirmed yet. */
void ink_train_form_commit (InkTrainForm *self);
/* The name of the chosen data for people; static. */
const char *ink_train_form_data_title (InkTrainForm *self);
/* Whether the chosen data is there to train on. */
gboolean ink_train_form_is_ready (InkTrainForm *self);
/* While a run is under way only the learning rate can be changed. */
void ink_train_form_set_running (InkTrainForm *self, gboolean running);

G_END_DECLS
