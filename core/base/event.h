#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a training run tells as it goes: plain values, no pointers, so that
 * they can be copied between threads. */
typedef enum
{
  INK_EVENT_START,
  INK_EVENT_STEP,
  INK_EVENT_EPOCH,
  INK_EVENT_END,
} InkEventKind;

typedef enum
{
  INK_END_COMPLETED, /* all epochs done */
  INK_END_STOPPED,   /* by the caller; the model so far is usable */
  INK_END_DIVERGED,  /* the loss is no longer finite */
} InkEndReason;

/* Figures an event does not carry are NAN (double) or 0 (integers). Accuracies
 * are fractions in [0, 1], losses nats, times seconds of training only. */
typedef struct
{
  InkEventKind kind;
  guint epoch;          /* STEP, EPOCH: from 1; START, END: planned, done */
  guint64 step;         /* from 1, over the whole run */
  guint64 steps_total;  /* START: planned for the whole run */
  guint n_train;        /* START, EPOCH: training examples */
  guint n_validation;   /* START: validation examples, may be 0 */
  double loss;          /* STEP: mean over the batch */
  double learning_rate; /* STEP: used for this step */
  double train_loss;    /* EPOCH */
  double train_accuracy;
  double validation_loss; /* EPOCH: NAN without a validation split */
  double validation_accuracy;
  double images_per_second; /* EPOCH: this epoch; END: the whole run */
  double seconds;           /* EPOCH, END: training time since the start */
  gboolean rate_changed;    /* EPOCH, END: by hand, in a step so far; what the
                               recipe says is then not all that was done */
  InkEndReason reason;      /* END */
} InkEvent;

/* Called in the thread that trains; must return soon. @event is borrowed. */
typedef void (*InkEventFunc) (const InkEvent *event, gpointer user_data);

/* ink_event_init: @kind, all figures absent. */
void ink_event_init (InkEvent *event, InkEventKind kind);
const char *ink_end_reason_name (InkEndReason reason);

G_END_DECLS
