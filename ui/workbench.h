#pragma once

#include <gio/gio.h>

#include "ui/model-entry.h"
#include "ui/train/run.h"

G_BEGIN_DECLS

/* What the pages share: the models on offer and which one is current. Main
 * thread. */
#define INK_TYPE_WORKBENCH (ink_workbench_get_type ())
G_DECLARE_FINAL_TYPE (InkWorkbench, ink_workbench, INK, WORKBENCH, GObject)

/* Loads the shipped models and lists those of earlier sessions. Shipped ones
 * that cannot be read are left out; signal "message" (utf8) tells why, once
 * the main loop runs. */
InkWorkbench *ink_workbench_new (void);

/* (transfer none) (element-type InkModelEntry): those of this session, newest
 * first, the shipped ones, those of earlier sessions, newest first; live. */
GListModel *ink_workbench_get_digit_models (InkWorkbench *self);
GListModel *ink_workbench_get_text_models (InkWorkbench *self);

/* Adds to the right list, newest first. (transfer none) */
InkModelEntry *ink_workbench_add_model (InkWorkbench *self, InkModel *model,
                                        const char *title);

/* Property "digit-model": the model that Draw and Evaluate use; may be NULL.
 * Property "text-model": the one of Text. Both are loaded. Setting one loads
 * it; where that fails, "message" tells why, the old one stays, and the
 * property is notified all the same, for whoever shows what was chosen. */
/* ink_workbench_choose_digit_model: what somebody chose: the same as setting
 * it, and it is chosen at the next start. */
void ink_workbench_choose_digit_model (InkWorkbench *self,
                                       InkModelEntry *entry);
/* ink_workbench_put_text_model: chooses @entry, and puts it into the list
 * where @old was, or first where that is NULL; if it is there already, @old
 * goes. @old: (nullable); @entry: loaded */
void ink_workbench_put_text_model (InkWorkbench *self, InkModelEntry *old,
                                   InkModelEntry *entry);
InkModelEntry *ink_workbench_get_digit_model (InkWorkbench *self);
void ink_workbench_set_digit_model (InkWorkbench *self, InkModelEntry *entry);
InkModelEntry *ink_workbench_get_text_model (InkWorkbench *self);
/* As ink_workbench_choose_digit_model(). */
void ink_workbench_choose_text_model (InkWorkbench *self,
                                      InkModelEntry *entry);
void ink_workbench_set_text_model (InkWorkbench *self, InkModelEntry *entry);

/* Property "run": the training run under way, or the newest one; NULL before
 * the first. */
InkRun *ink_workbench_get_run (InkWorkbench *self);
void ink_workbench_set_run (InkWorkbench *self, InkRun *run);

/* Shows a message to the user (a toast): emits "message". */
void ink_workbench_say (InkWorkbench *self, const char *message);

/* The same with a button Undo: emits "undoable" (utf8, GClosure).
 * @undo: (transfer floating): called once at most. */
void ink_workbench_say_undoable (InkWorkbench *self, const char *message,
                                 GClosure *undo);

/* Tells the pages that a data set was installed, or that My Digits are others
 * now: emits "data-changed". */
void ink_workbench_data_changed (InkWorkbench *self);

G_END_DECLS
