/* A list of any length: only what is in sight has widgets. There is a view for
 * either kind, and one selection model for both. */
#include "ui/evaluate/examples-card.h"

#include "ui/evaluate/example-cells.h"
#include "ui/evaluate/example-details.h"
#include "ui/format.h"

#define HEIGHT 330
#define DETAILS_WIDTH 440
/* GTK makes widgets for some thirty rows of so many. */
#define MAX_COLUMNS 12

struct _InkExamplesCard
{
  GtkBox parent_instance;
  GtkLabel *heading;
  GtkLabel *count;
  GtkDropDown *order;
  GtkWidget *body;
  GtkStack *stack; /* "pictures", "texts" */
  GtkSingleSelection *selected;
  InkExampleList *list;
  InkExampleDetails *details;
  GtkWidget *opener; /* weak, nullable: what had the focus before */
};

G_DEFINE_FINAL_TYPE (InkExamplesCard, ink_examples_card, GTK_TYPE_BOX)

static void
selected_cb (InkExamplesCard *self)
{
  ink_example_details_set (
      self->details, gtk_single_selection_get_selected_item (self->selected));
}

/* The first one, in sight. */
static void
select_first (InkExamplesCard *self)
{
  GtkWidget *scroller = gtk_stack_get_visible_child (self->stack);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (scroller)),
                            0);
  gtk_single_selection_set_selected (self->selected, 0);
  selected_cb (self);
}

static void
order_cb (InkExamplesCard *self)
{
  if (self->list == NULL)
    return;
  ink_example_list_set_reversed (
      self->list, gtk_drop_down_get_selected (self->order) == 1);
  select_first (self);
}

static void
activate_cb (InkExamplesCard *self, guint position)
{
  gtk_single_selection_set_selected (self->selected, position);
  ink_example_details_open (self->details);
}

/* --- Focus --- */

static GtkWidget *
focus_of (InkExamplesCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
has_focus (InkExamplesCard *self)
{
  GtkWidget *focus = focus_of (self);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
note_opener (InkExamplesCard *self)
{
  if (!has_focus (self))
    g_set_weak_pointer (&self->opener, focus_of (self));
}

/* The focus goes back to where it was, and not to the window's beginning. */
static void
close_card (InkExamplesCard *self)
{
  if (has_focus (self) && self->opener != NULL)
    gtk_widget_grab_focus (self->opener);
  ink_examples_card_clear (self);
}

/* --- What is shown --- */

static void
set_list (InkExamplesCard *self, InkExampleList *list)
{
  g_set_object (&self->list, list);
  gtk_single_selection_set_model (self->selected,
                                  list == NULL ? NULL : G_LIST_MODEL (list));
}

static void
set_words (InkExamplesCard *self, InkEvaluatedExamples *examples,
           const InkSelection *selection)
{
  const char *noun
      = ink_evaluated_examples_images (examples) != NULL ? "images" : "texts";
  g_autofree char *found = ink_format_count ((double) selection->n);
  g_autofree char *all
      = ink_format_count (ink_evaluated_examples_count (examples));
  g_autofree char *text = g_strdup_printf (
      "%s of %s %s%s%s", selection->n > 0 ? found : "none", all, noun,
      selection->order != NULL ? " · " : "",
      selection->order != NULL ? selection->order : "");

  gtk_label_set_text (self->heading, selection->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), selection->title);
  gtk_label_set_text (self->count, text);
}

void
ink_examples_card_show (InkExamplesCard *self, InkEvaluatedExamples *examples,
                        InkEvaluation *evaluation,
                        const InkSelection *selection)
{
  g_autoptr (InkExampleList) list = NULL;
  const gboolean is_images = ink_evaluated_examples_images (examples) != NULL;

  g_return_if_fail (INK_IS_EXAMPLES_CARD (self));

  note_opener (self);
  list = ink_example_list_new (examples, evaluation, selection);
  ink_example_list_set_reversed (
      list, selection->order == NULL
                && gtk_drop_down_get_selected (self->order) == 1);
  set_words (self, examples, selection);
  set_list (self, NULL); /* no view sees examples of the other kind */
  gtk_stack_set_visible_child_name (self->stack,
                                    is_images ? "pictures" : "texts");
  gtk_grid_view_set_model (
      GTK_GRID_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (
          gtk_stack_get_child_by_name (self->stack, "pictures")))),
      is_images ? GTK_SELECTION_MODEL (self->selected) : NULL);
  gtk_list_view_set_model (
      GTK_LIST_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (
          gtk_stack_get_child_by_name (self->stack, "texts")))),
      is_images ? NULL : GTK_SELECTION_MODEL (self->selected));
  set_list (self, list);
  select_first (self);
  gtk_widget_set_visible (self->body, selection->n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->order),
                          selection->n > 1 && selection->order == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
ink_examples_card_clear (InkExamplesCard *self)
{
  g_return_if_fail (INK_IS_EXAMPLES_CARD (self));

  set_list (self, NULL);
  ink_example_details_set (self->details, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* --- The widget --- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  close_card (INK_EXAMPLES_CARD (widget));
  return TRUE;
}

static void
ink_examples_card_dispose (GObject *object)
{
  InkExamplesCard *self = INK_EXAMPLES_CARD (object);

  if (self->selected != NULL)
    g_signal_handlers_disconnect_by_data (self->selected, self);
  g_clear_object (&self->selected);
  g_clear_object (&self->list);
  g_clear_weak_pointer (&self->opener);
  G_OBJECT_CLASS (ink_examples_card_parent_class)->dispose (object);
}

static void
ink_examples_card_class_init (InkExamplesCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_examples_card_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0,
                                escape_cb, NULL);
}

static GtkWidget *
make_head (InkExamplesCard *self)
{
  static const char *const orders[]
      = { "Most confident first", "Least confident first", NULL };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *order = gtk_drop_down_new_from_strings (orders);
  GtkWidget *close = gtk_button_new_with_label ("Close");

  self->heading = GTK_LABEL (heading);
  self->count = GTK_LABEL (count);
  self->order = GTK_DROP_DOWN (order);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_ellipsize (self->heading, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_set_hexpand (count, TRUE);
  gtk_label_set_xalign (self->count, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (order),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Order", -1);
  g_signal_connect_swapped (order, "notify::selected", G_CALLBACK (order_cb),
                            self);
  g_signal_connect_swapped (close, "clicked",
                            G_CALLBACK (close_card), self);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (GTK_BOX (line), count);
  gtk_box_append (GTK_BOX (line), order);
  gtk_box_append (GTK_BOX (line), close);
  return line;
}

static void
add_view (InkExamplesCard *self, GtkWidget *view, const char *name)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (view, "ink-evidence");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Examples",
                                  -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_stack_add_named (self->stack, scroller, name);
  g_signal_connect_swapped (view, "activate", G_CALLBACK (activate_cb), self);
}

static GtkWidget *
make_body (InkExamplesCard *self)
{
  GtkWidget *details = ink_example_details_new ();
  GtkWidget *pictures
      = gtk_grid_view_new (NULL, ink_example_pictures_new ());
  GtkWidget *texts = gtk_list_view_new (NULL, ink_example_rows_new ());

  self->body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  self->details = INK_EXAMPLE_DETAILS (details);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (pictures), MAX_COLUMNS);
  add_view (self, pictures, "pictures");
  add_view (self, texts, "texts");
  gtk_widget_set_size_request (self->body, -1, HEIGHT);
  gtk_widget_set_size_request (details, DETAILS_WIDTH, -1);
  gtk_widget_set_hexpand (details, FALSE);
  gtk_box_append (GTK_BOX (self->body), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self->body), details);
  return self->body;
}

static void
ink_examples_card_init (InkExamplesCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  self->selected = gtk_single_selection_new (NULL);
  g_signal_connect_swapped (self->selected, "notify::selected-item",
                            G_CALLBACK (selected_cb), self);
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), make_body (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
ink_examples_card_new (void)
{
  return g_object_new (INK_TYPE_EXAMPLES_CARD, NULL);
}
