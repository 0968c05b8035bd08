/* The window Learned Texts: the newest first. It shows what the model has
 * learned and never a copy: after every change it lists that again. */
#include "ui/text/learned-texts-dialog.h"

#define MAX_SHOWN 200      /* characters of a text */
#define MAX_TEXTS 1000     /* rows */
#define INDEX_KEY "ink-index"

struct _InkLearnedTextsDialog
{
  AdwWindow parent_instance;
  InkTextTeaching *teaching;
  AdwWindowTitle *title;
  GtkWidget *undo;
  GtkStack *stack; /* "list", "empty" */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (InkLearnedTextsDialog, ink_learned_texts_dialog,
                     ADW_TYPE_WINDOW)

/* On one line, and not too much of it. (transfer full) */
static char *
shorten (const char *text)
{
  gboolean all = g_utf8_strlen (text, -1) <= MAX_SHOWN;
  g_autofree char *cut = g_utf8_substring (
      text, 0, all ? g_utf8_strlen (text, -1) : MAX_SHOWN);

  for (char *c = cut; *c != '\0'; c++)
    if (*c == '\n' || *c == '\r' || *c == '\t')
      *c = ' ';
  return g_strdup_printf ("%s%s", g_strstrip (cut), all ? "" : "…");
}

static void
remove_cb (InkLearnedTextsDialog *self, GtkWidget *button)
{
  guint index
      = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), INDEX_KEY));

  ink_text_teaching_remove (self->teaching, index);
  gtk_window_set_focus (GTK_WINDOW (self), self->undo); /* the row is gone */
}

static GtkWidget *
make_remove (InkLearnedTextsDialog *self, guint index)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (button, "Take this text out of the model");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), INDEX_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

static GtkWidget *
make_row (InkLearnedTextsDialog *self, const InkLearnedModel *learned,
          guint index)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = shorten (ink_learned_model_text (learned, index));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               ink_learned_model_label (learned, index));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove (self, index));
  return row;
}

static void
refresh (InkLearnedTextsDialog *self)
{
  const InkLearnedModel *learned
      = ink_text_teaching_get_learned (self->teaching);
  guint n = learned == NULL ? 0 : ink_learned_model_n_texts (learned);
  g_autofree char *subtitle
      = g_strdup_printf (n == 1 ? "%u text" : "%u texts", n);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (n, MAX_TEXTS); i++)
    gtk_list_box_append (self->list, make_row (self, learned, n - 1 - i));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_sensitive (self->undo, n > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

static void
ink_learned_texts_dialog_dispose (GObject *object)
{
  InkLearnedTextsDialog *self = INK_LEARNED_TEXTS_DIALOG (object);

  if (self->teaching != NULL)
    g_signal_handlers_disconnect_by_data (self->teaching, self);
  g_clear_object (&self->teaching);
  G_OBJECT_CLASS (ink_learned_texts_dialog_parent_class)->dispose (object);
}

static void
ink_learned_texts_dialog_class_init (InkLearnedTextsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_learned_texts_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass),
                                       GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
make_header (InkLearnedTextsDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *title = adw_window_title_new ("Learned Texts", NULL);

  self->title = ADW_WINDOW_TITLE (title);
  self->undo = gtk_button_new_with_mnemonic ("_Undo");
  gtk_widget_set_tooltip_text (self->undo, "Take back what was done last");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->undo);
  return header;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), "No Text Is Learned");
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      "The model is as it was trained. Say what a text is, by the button "
      "under its verdict, and a copy of the model learns it.");
  return page;
}

static GtkWidget *
make_list (InkLearnedTextsDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_top (list, 12);
  gtk_widget_set_margin_bottom (list, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}

static void
ink_learned_texts_dialog_init (InkLearnedTextsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();

  self->stack = GTK_STACK (stack);
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), "Learned Texts");
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 480);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

InkLearnedTextsDialog *
ink_learned_texts_dialog_present (GtkWidget *parent, InkTextTeaching *teaching)
{
  InkLearnedTextsDialog *self
      = g_object_new (INK_TYPE_LEARNED_TEXTS_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->teaching = g_object_ref (teaching);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  g_signal_connect_swapped (self->undo, "clicked",
                            G_CALLBACK (ink_text_teaching_undo), teaching);
  g_signal_connect_object (teaching, "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
