/* Two lists of words under their titles. */
#include "ui/text/word-sides.h"

#include "ui/text/text-tints.h"

#define N_ROWS INK_WORD_LIST_ROWS

struct _InkWordSides
{
  GtkWidget parent_instance;
  GtkWidget *boxes[2];
  InkWordList *lists[2]; /* for, against */
  char *terms[2][N_ROWS]; /* of the rows; NULL of empty ones */
  GtkLabel *none[2];
};

enum
{
  POINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkWordSides, ink_word_sides, GTK_TYPE_WIDGET)

/* @term: (nullable): NULL for none */
static void
keep_term (InkWordSides *self, guint side, guint row, const char *term)
{
  char **there = &self->terms[side][row];

  if (g_strcmp0 (*there, term) == 0)
    return;
  g_free (*there);
  *there = g_strdup (term);
}

void
ink_word_sides_set (InkWordSides *self, guint side, guint row,
                    const InkWordShown *shown)
{
  InkWordRow *there;

  g_return_if_fail (INK_IS_WORD_SIDES (self));

  there = ink_word_list_get_row (self->lists[side], row);
  ink_word_row_set (there, shown->word, shown->figure, shown->share);
  ink_word_row_set_spoken (there, shown->spoken);
  keep_term (self, side, row, shown->term);
}

void
ink_word_sides_clear (InkWordSides *self, guint side, guint from)
{
  g_return_if_fail (INK_IS_WORD_SIDES (self));

  for (guint i = from; i < N_ROWS; i++)
    {
      ink_word_row_set (ink_word_list_get_row (self->lists[side], i), NULL,
                        NULL, 0);
      keep_term (self, side, i, NULL);
    }
  gtk_widget_set_opacity (GTK_WIDGET (self->none[side]), from == 0 ? 1 : 0);
}

void
ink_word_sides_wait (InkWordSides *self)
{
  for (guint side = 0; side < 2; side++)
    {
      ink_word_sides_clear (self, side, 0);
      gtk_widget_set_opacity (GTK_WIDGET (self->none[side]), 0);
    }
}

static GtkLabel *
dim_label (const char *text)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  return label;
}

/* The row's term, NULL where it has none. */
static const char *
term_of (InkWordSides *self, GtkWidget *row)
{
  for (guint i = 0; i < 2 * N_ROWS; i++)
    if (GTK_WIDGET (ink_word_list_get_row (self->lists[i / N_ROWS], i % N_ROWS))
        == row)
      return self->terms[i / N_ROWS][i % N_ROWS];
  return NULL;
}

static void
enter_cb (GtkEventController *controller, double x, double y,
          InkWordSides *self)
{
  const char *term
      = term_of (self, gtk_event_controller_get_widget (controller));

  g_signal_emit (self, signals[POINTED], 0, term);
}

static void
leave_cb (InkWordSides *self)
{
  g_signal_emit (self, signals[POINTED], 0, NULL);
}

static void
watch_rows (InkWordSides *self, guint side)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkEventController *motion = gtk_event_controller_motion_new ();

      g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
      g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
      gtk_widget_add_controller (
          GTK_WIDGET (ink_word_list_get_row (self->lists[side], i)), motion);
    }
}

static GtkWidget *
make_side (InkWordSides *self, guint side)
{
  static const char *const titles[] = { "Speak for it", "Speak against it" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->none[side] = dim_label ("· none");
  gtk_box_append (GTK_BOX (head),
                  GTK_WIDGET (dim_label (titles[side])));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->none[side]));
  gtk_box_append (GTK_BOX (box), head);
  self->lists[side] = INK_WORD_LIST (
      ink_word_list_new (side == 0 ? INK_TINT_FOR : INK_TINT_AGAINST));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists[side]));
  watch_rows (self, side);
  return box;
}

static void
ink_word_sides_dispose (GObject *object)
{
  InkWordSides *self = INK_WORD_SIDES (object);

  for (guint side = 0; side < 2; side++)
    g_clear_pointer (&self->boxes[side], gtk_widget_unparent);
  G_OBJECT_CLASS (ink_word_sides_parent_class)->dispose (object);
}

static void
ink_word_sides_finalize (GObject *object)
{
  InkWordSides *self = INK_WORD_SIDES (object);

  for (guint i = 0; i < 2 * N_ROWS; i++)
    g_free (self->terms[i / N_ROWS][i % N_ROWS]);
  G_OBJECT_CLASS (ink_word_sides_parent_class)->finalize (object);
}

static void
ink_word_sides_class_init (InkWordSidesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_word_sides_dispose;
  G_OBJECT_CLASS (klass)->finalize = ink_word_sides_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BOX_LAYOUT);
  signals[POINTED]
      = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_word_sides_init (InkWordSides *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (
      gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_homogeneous (layout, TRUE);
  gtk_box_layout_set_spacing (layout, 24);
  /* a widget does not hand on, as a box does, that its lists expand */
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  for (guint side = 0; side < 2; side++)
    {
      self->boxes[side] = make_side (self, side);
      gtk_widget_set_parent (self->boxes[side], GTK_WIDGET (self));
    }
}

GtkWidget *
ink_word_sides_new (void)
{
  return g_object_new (INK_TYPE_WORD_SIDES, NULL);
}
