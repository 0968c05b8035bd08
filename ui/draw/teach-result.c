/* The figures of teaching. Counts of drawings are shown as counts: of twenty,
 * one is five per cent. */
#include "ui/draw/teach-result.h"

#include "ui/format.h"

/* Points of the test set's accuracy: more than chance and rehearsal lose. */
#define MUCH_LOST 0.1

struct _InkTeachResultView
{
  GtkWidget parent_instance;
  GtkWidget *child;
  GtkLabel *heading;
  GtkGrid *grid;
  GtkLabel *notes;
  guint n_rows;
  GString *summary;
};

G_DEFINE_FINAL_TYPE (InkTeachResultView, ink_teach_result_view,
                     GTK_TYPE_WIDGET)

static void
ink_teach_result_view_dispose (GObject *object)
{
  InkTeachResultView *self = INK_TEACH_RESULT_VIEW (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  if (self->summary != NULL)
    g_string_free (self->summary, TRUE);
  self->summary = NULL;
  G_OBJECT_CLASS (ink_teach_result_view_parent_class)->dispose (object);
}

static void
ink_teach_result_view_class_init (InkTeachResultViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_teach_result_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
make_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static void
ink_teach_result_view_init (InkTeachResultView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->summary = g_string_new (NULL);
  self->heading = make_label (NULL, "title-2", 0);
  self->grid = GTK_GRID (grid);
  self->notes = make_label (NULL, "dim-label", 0);
  gtk_label_set_wrap (self->heading, TRUE);
  gtk_label_set_wrap (self->notes, TRUE);
  gtk_label_set_wrap_mode (self->notes, PANGO_WRAP_WORD_CHAR);
  gtk_grid_set_row_spacing (self->grid, 10);
  gtk_grid_set_column_spacing (self->grid, 24);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "ink-panel");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notes));
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  self->child = scroller;
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_teach_result_view_new (void)
{
  return g_object_new (INK_TYPE_TEACH_RESULT_VIEW, NULL);
}

/* --- The table --- */

static void
attach (InkTeachResultView *self, int column, const char *text,
        const char *css_class)
{
  GtkLabel *label = make_label (text, css_class, column == 0 ? 0 : 1);

  gtk_widget_set_hexpand (GTK_WIDGET (label), column == 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), "ink-tabular");
  gtk_grid_attach (self->grid, GTK_WIDGET (label), column,
                   (int) self->n_rows, 1, 1);
}

static void
clear_table (InkTeachResultView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)))
         != NULL)
    gtk_grid_remove (self->grid, child);
  g_string_truncate (self->summary, 0);
  self->n_rows = 0;
  attach (self, 1, "Before", "dim-label");
  attach (self, 2, "After", "dim-label");
  self->n_rows++;
}

static void
add_row (InkTeachResultView *self, const char *what, const char *before,
         const char *after)
{
  attach (self, 0, what, "body");
  attach (self, 1, before, "body");
  attach (self, 2, after, "ink-strong");
  g_string_append_printf (self->summary, "%s%s: %s → %s",
                          self->summary->len > 0 ? "; " : "", what, before,
                          after);
  self->n_rows++;
}

static void
add_counts (InkTeachResultView *self, const char *what,
            const InkTeachScore *score)
{
  g_autofree char *before
      = g_strdup_printf ("%u of %u", score->before, score->n);
  g_autofree char *after
      = g_strdup_printf ("%u of %u", score->after, score->n);

  add_row (self, what, before, after);
}

static char *
percent_of (guint right, guint n)
{
  g_autofree char *figure = ink_format_figure (100.0 * right / n, 2, 100);

  return g_strdup_printf ("%s %%", figure);
}

static void
add_shares (InkTeachResultView *self, const char *what,
            const InkTeachScore *score)
{
  g_autofree char *before = percent_of (score->before, score->n);
  g_autofree char *after = percent_of (score->after, score->n);

  add_row (self, what, before, after);
}

/* --- Words --- */

static void
append_note (GString *notes, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_note (GString *notes, const char *format, ...)
{
  va_list args;

  if (notes->len > 0)
    g_string_append (notes, "\n\n");
  va_start (args, format);
  g_string_append_vprintf (notes, format, args);
  va_end (args);
}

static double
points_lost (const InkTeachScore *score)
{
  return 100.0 * ((double) score->before - (double) score->after) / score->n;
}

static char *
make_notes (const InkTaught *taught, const char *base, guint n_before)
{
  const InkTeachResult *result = taught->result;
  GString *notes = g_string_new (NULL);
  const double lost = points_lost (&result->test);

  if (result->left_out.n > 0)
    append_note (notes, "Left out in turn: each drawing was read by a model "
                        "that had not been taught on it, as your next one "
                        "will be.");
  else
    append_note (notes, "A single drawing cannot be left out: keep more, to "
                        "see whether the next one will be read.");
  if (lost > MUCH_LOST)
    append_note (notes,
                 "It lost %.2f points on MNIST, more than it should. A "
                 "drawing with a wrong label can do that.",
                 lost);
  if (n_before > 0)
    append_note (notes,
                 "“%s” had been taught on %u drawings. Where they are among "
                 "these, the figures are too good.",
                 base, n_before);
  for (guint i = 0; i < taught->problems->len; i++)
    append_note (notes, "Passed over: %s",
                 (const char *) g_ptr_array_index (taught->problems, i));
  append_note (notes,
               "Keep makes it the model that reads; “%s” stays as it is.",
               base);
  return g_string_free (notes, FALSE);
}

static char *
make_heading (const InkTaught *taught)
{
  const InkTeachScore *score = taught->result->left_out.n > 0
                                   ? &taught->result->left_out
                                   : &taught->result->own;

  if (score->after > score->before)
    return g_strdup_printf ("It reads %u more of your %u drawings",
                            score->after - score->before, score->n);
  if (score->after < score->before)
    return g_strdup_printf ("It reads %u fewer of your %u drawings",
                            score->before - score->after, score->n);
  return g_strdup_printf ("It reads as many of your %u drawings as before",
                          score->n);
}

void
ink_teach_result_view_show (InkTeachResultView *self, const InkTaught *taught,
                            const char *base, guint n_before)
{
  const InkTeachResult *result = taught->result;
  g_autofree char *heading = make_heading (taught);
  g_autofree char *notes = make_notes (taught, base, n_before);

  g_return_if_fail (INK_IS_TEACH_RESULT_VIEW (self));

  clear_table (self);
  if (result->left_out.n > 0)
    add_counts (self, "My Digits, left out in turn", &result->left_out);
  else
    add_counts (self, "My Digits", &result->own);
  add_shares (self, "MNIST, test set", &result->test);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->notes, notes);
}

const char *
ink_teach_result_view_get_summary (InkTeachResultView *self)
{
  g_return_val_if_fail (INK_IS_TEACH_RESULT_VIEW (self), NULL);

  return self->summary->str;
}
