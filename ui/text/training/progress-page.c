/* A bar with its stage. Where it is not known how far the stage is, the bar
 * moves to and fro. */
#include "ui/text/training/progress-page.h"

#include "ui/format.h"

struct _InkProgressPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *stage;
  GtkProgressBar *bar;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (InkProgressPage, ink_progress_page, GTK_TYPE_WIDGET)

static const struct
{
  const char *title;
  const char *texts; /* what its texts are */
} stages[] = {
  [INK_TRAINING_READING] = { "Reading", "read" },
  [INK_TRAINING_FITTING] = { "Learning", "to learn from" },
  [INK_TRAINING_CALIBRATING] = { "Calibrating", "held out in turn" },
  [INK_TRAINING_EVALUATING] = { "Measuring", "held out" },
};

/* Only what is another text: a label that is set anew is laid out anew. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

void
ink_progress_page_show (InkProgressPage *self, const InkTrainingState *state)
{
  g_autofree char *n = ink_format_count ((double) state->n_texts);
  g_autofree char *count
      = state->n_texts == 0
            ? g_strdup ("")
            : g_strdup_printf ("%s text%s %s", n,
                               state->n_texts == 1 ? "" : "s",
                               stages[state->stage].texts);

  g_return_if_fail (INK_IS_PROGRESS_PAGE (self));

  set_text (self->stage, stages[state->stage].title);
  set_text (self->count, count);
  if (state->fraction < 0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, MIN (1, state->fraction));
}

static void
ink_progress_page_dispose (GObject *object)
{
  g_clear_pointer (&INK_PROGRESS_PAGE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_progress_page_parent_class)->dispose (object);
}

static void
ink_progress_page_class_init (InkProgressPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_progress_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
ink_progress_page_init (InkProgressPage *self)
{
  GtkWidget *stage = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *bar = gtk_progress_bar_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->stage = GTK_LABEL (stage);
  self->bar = GTK_PROGRESS_BAR (bar);
  self->count = GTK_LABEL (count);
  gtk_widget_add_css_class (stage, "title-1");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "ink-tabular");
  gtk_widget_add_css_class (bar, "ink-progress");
  gtk_progress_bar_set_pulse_step (self->bar, 0.03);
  gtk_widget_set_size_request (bar, 360, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Progress",
                                  -1);
  gtk_box_append (GTK_BOX (self->box), stage);
  gtk_box_append (GTK_BOX (self->box), bar);
  gtk_box_append (GTK_BOX (self->box), count);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
ink_progress_page_new (void)
{
  return g_object_new (INK_TYPE_PROGRESS_PAGE, NULL);
}
