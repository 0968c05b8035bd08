/* The page Text: which model reads and which class is looked at. What is shown
 * is of the text, model and class as they are, or nothing. */
#include "ui/text/page-text.h"

#include <adwaita.h>
#include <string.h>

#include "core/data/mail.h"
#include "core/model/evaluate.h"
#include "ui/text/page-text-show.h"
#include "ui/text/text-examples.h"
#include "ui/text/text-reader.h"
#include "ui/text/text-teaching-row.h"

struct _InkPageText
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  InkPageTextLayout layout;
  InkTextLook look; /* with the model of the workbench's entry */
  gboolean filling; /* the class list is being filled */
  gboolean flipped; /* shown without the words that decide */
  InkTextReading *reading; /* (nullable): what is shown */

  InkTextReader *reader;
  InkTextTeachingRow *teaching; /* NULL while the page is being made */
};

G_DEFINE_FINAL_TYPE (InkPageText, ink_page_text, GTK_TYPE_WIDGET)

/* The list of what to tint for: the likeliest, each in its colour, then the
 * model's classes. */
enum
{
  LIKELIEST,
  EACH,
  FIRST_CLASS,
};

static void
choose_look (InkPageText *self)
{
  guint selected = gtk_drop_down_get_selected (self->layout.classes);

  self->look.mode
      = selected == EACH ? INK_TINTS_EACH_CLASS : INK_TINTS_ONE_CLASS;
  self->look.class_index
      = selected == GTK_INVALID_LIST_POSITION || selected < FIRST_CLASS
            ? -1
            : (int) (selected - FIRST_CLASS);
  ink_page_text_layout_set_mode (&self->layout, self->look.mode);
}

/* Marks the words that would change the verdict, as the sentence wants it. */
static void
mark_flip (InkPageText *self)
{
  InkTextFlip *flip = self->layout.flip;
  InkTintedView *view = ink_text_editor_get_view (self->layout.editor);
  InkTintMark mark = ink_text_flip_get_mark (flip);
  const GArray *spans = ink_text_flip_get_spans (flip);
  gboolean was_flipped = self->flipped;

  ink_tinted_view_mark (view, spans, mark);
  self->flipped = mark == INK_TINT_MARK_STRUCK;
  if (!self->flipped)
    return;
  ink_page_text_show_flipped (&self->layout, &self->look,
                              ink_text_flip_get_found (flip));
  if (!was_flipped && spans->len > 0)
    ink_tinted_view_reveal (view, g_array_index (spans, InkTextSpan, 0).start);
}

static void
keep_reading (InkPageText *self, const InkTextReading *reading)
{
  g_clear_pointer (&self->reading, ink_text_reading_unref);
  if (reading != NULL)
    self->reading = ink_text_reading_ref ((InkTextReading *) reading);
}

/* @term: (nullable): NULL to mark what was marked before */
static void
pointed_cb (InkPageText *self, const char *term)
{
  g_autoptr (GArray) bytes = NULL;
  g_autoptr (GArray) spans = NULL;

  if (term == NULL || self->reading == NULL)
    {
      mark_flip (self);
      return;
    }
  bytes = ink_explanation_term_spans (self->reading->explanation, term);
  spans = ink_text_spans_new (self->reading->text, bytes);
  ink_tinted_view_mark (ink_text_editor_get_view (self->layout.editor), spans,
                        INK_TINT_MARK_OUTLINED);
}

/* @reading: (nullable): NULL for nothing to search */
static void
search_flip (InkPageText *self, const InkTextReading *reading)
{
  gboolean decided
      = reading != NULL && reading->n_known > 0 && reading->n_classes > 1;

  ink_text_flip_set (
      self->layout.flip,
      ink_text_calibration_get_model (self->layout.calibration),
      decided ? reading->text : NULL);
}

static void
read_cb (const InkTextReading *reading, gpointer user_data)
{
  InkPageText *self = user_data;

  keep_reading (self, reading);
  ink_page_text_show (&self->layout, &self->look, reading);
  if (self->teaching != NULL)
    ink_text_teaching_row_set_reading (self->teaching, self->look.model,
                                       reading);
  search_flip (self, reading);
  mark_flip (self);
}

/* Reads the text as it is now. */
static void
update (InkPageText *self)
{
  guint length = ink_text_editor_get_length (self->layout.editor);

  if (self->look.model == NULL || length == 0)
    {
      ink_text_reader_stop (self->reader);
      read_cb (NULL, self);
    }
  else if (!ink_text_reader_read (
               self->reader,
               ink_text_calibration_get_model (self->layout.calibration),
               ink_text_editor_get_text (self->layout.editor), length,
               self->look.class_index))
    {
      ink_page_text_show_waiting (&self->layout);
      ink_text_teaching_row_set_reading (self->teaching, self->look.model,
                                         NULL);
      keep_reading (self, NULL);
      search_flip (self, NULL);
    }
}

/* A whole mail becomes what is read of it where the model learnt from mails, so
 * that what is tinted is what counts; an undo brings it back. */
static void
read_as_mail (InkPageText *self)
{
  g_autofree char *text = NULL;
  g_autofree char *read = NULL;
  gsize length;

  if (self->look.model == NULL || !ink_model_reads_mails (self->look.model))
    return;
  text = ink_text_editor_get_text (self->layout.editor);
  read = ink_mail_text (text, strlen (text), &length);
  if (strcmp (read, text) != 0)
    ink_text_editor_replace_text (self->layout.editor, read);
}

static void
flip_cb (InkPageText *self)
{
  if (self->flipped
      && ink_text_flip_get_mark (self->layout.flip) != INK_TINT_MARK_STRUCK)
    {
      self->flipped = FALSE;
      update (self);
    }
  else
    mark_flip (self);
}

static void
class_cb (InkPageText *self)
{
  if (self->filling)
    return;
  choose_look (self);
  update (self);
}

/* A second click on it goes back to the likeliest. */
static void
bar_cb (InkPageText *self, guint class_index)
{
  guint wanted = class_index + FIRST_CLASS;

  gtk_drop_down_set_selected (
      self->layout.classes,
      gtk_drop_down_get_selected (self->layout.classes) == wanted ? LIKELIEST
                                                                  : wanted);
}

/* The line of the list that is chosen; (transfer full) (nullable). */
static char *
chosen_line (InkPageText *self)
{
  GtkStringObject *item
      = gtk_drop_down_get_selected_item (self->layout.classes);

  return item == NULL ? NULL : g_strdup (gtk_string_object_get_string (item));
}

/* Where that line is in another model's list; the likeliest where it is not. */
static guint
find_choice (GtkStringList *names, const char *line)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  for (guint i = 0; line != NULL && i < n; i++)
    if (strcmp (gtk_string_list_get_string (names, i), line) == 0)
      return i;
  return LIKELIEST;
}

static void
fill_classes (InkPageText *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autofree char *before = chosen_line (self);

  gtk_string_list_append (names, "likeliest class");
  gtk_string_list_append (names, "each class");
  if (self->look.model != NULL)
    gtk_string_list_splice (names, FIRST_CLASS, 0,
                            ink_model_class_names (self->look.model));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->layout.classes, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->layout.classes,
                              find_choice (names, before));
  self->filling = FALSE;
  choose_look (self);
  g_object_unref (names);
}

static void
select_entry (InkPageText *self, InkModelEntry *entry)
{
  GListModel *entries = ink_workbench_get_text_models (self->workbench);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (InkModelEntry) other = g_list_model_get_item (entries, i);

      if (other == entry)
        gtk_drop_down_set_selected (self->layout.models, i);
    }
}

static void
model_cb (InkPageText *self)
{
  InkModelEntry *entry = ink_workbench_get_text_model (self->workbench);
  InkModel *model = entry == NULL ? NULL : ink_model_entry_get_model (entry);

  if (entry != NULL)
    select_entry (self, entry);
  if (model != NULL && ink_model_class (model) != &ink_naive_bayes_class)
    model = NULL;
  if (model == self->look.model && model != NULL)
    return;
  g_clear_pointer (&self->look.model, ink_model_unref);
  self->look.model = model == NULL ? NULL : ink_model_ref (model);
  ink_class_colors_init (&self->look.colors,
                         model == NULL ? 0 : ink_model_n_classes (model));
  gtk_widget_set_sensitive (GTK_WIDGET (self->layout.models), entry != NULL);
  ink_text_calibration_set_model (self->layout.calibration,
                                  self->look.model);
  fill_classes (self);
  ink_text_editor_set_examples (self->layout.editor,
                                ink_text_examples_for (model));
  read_as_mail (self);
  update (self);
}

static void
selected_cb (InkPageText *self)
{
  InkModelEntry *entry
      = gtk_drop_down_get_selected_item (self->layout.models);

  if (entry != NULL
      && entry != ink_workbench_get_text_model (self->workbench))
    ink_workbench_choose_text_model (self->workbench, entry);
}

void
ink_page_text_train_on (InkPageText *self, const char *path)
{
  g_return_if_fail (INK_IS_PAGE_TEXT (self));
  ink_train_button_open (self->layout.train, path);
}

void
ink_page_text_set_text (InkPageText *self, const char *text)
{
  g_return_if_fail (INK_IS_PAGE_TEXT (self));
  ink_text_editor_set_text (self->layout.editor, text);
}

static void
ink_page_text_dispose (GObject *object)
{
  InkPageText *self = INK_PAGE_TEXT (object);

  if (self->reader != NULL)
    ink_text_reader_stop (self->reader);
  g_clear_object (&self->reader);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  if (self->layout.editor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->layout.editor, self);
      g_signal_handlers_disconnect_by_data (self->layout.calibration, self);
      g_signal_handlers_disconnect_by_data (self->layout.models, self);
      g_signal_handlers_disconnect_by_data (self->layout.classes, self);
      g_signal_handlers_disconnect_by_data (self->layout.bars, self);
      g_signal_handlers_disconnect_by_data (self->layout.flip, self);
      g_signal_handlers_disconnect_by_data (self->layout.words, self);
    }
  self->teaching = NULL;
  g_clear_pointer (&self->layout.root, gtk_widget_unparent);
  self->layout = (InkPageTextLayout) { NULL };
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->look.model, ink_model_unref);
  keep_reading (self, NULL);
  G_OBJECT_CLASS (ink_page_text_parent_class)->dispose (object);
}

static gboolean
ink_page_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (
      GTK_WIDGET (INK_PAGE_TEXT (widget)->layout.editor));
}

static void
ink_page_text_class_init (InkPageTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_page_text_dispose;
  widget_class->grab_focus = ink_page_text_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "page-text");
}

static void
ink_page_text_init (InkPageText *self)
{
  self->reader = ink_text_reader_new (read_cb, self);
  ink_page_text_layout_make (&self->layout);
  gtk_widget_set_parent (self->layout.root, GTK_WIDGET (self));
}

GtkWidget *
ink_page_text_new (InkWorkbench *workbench)
{
  InkPageText *self = g_object_new (INK_TYPE_PAGE_TEXT, NULL);

  self->workbench = g_object_ref (workbench);
  gtk_drop_down_set_model (self->layout.models,
                           ink_workbench_get_text_models (workbench));
  self->teaching = INK_TEXT_TEACHING_ROW (
      ink_text_teaching_row_new (workbench, self->layout.editor));
  gtk_box_append (GTK_BOX (self->layout.verdict_card),
                  GTK_WIDGET (self->teaching));
  ink_train_button_set_workbench (self->layout.train, workbench);
  ink_train_button_take_drops (self->layout.train, GTK_WIDGET (self));
  model_cb (self);
  g_signal_connect_swapped (self->layout.editor, "changed",
                            G_CALLBACK (update), self);
  g_signal_connect_swapped (self->layout.editor, "pasted",
                            G_CALLBACK (read_as_mail), self);
  g_signal_connect_swapped (self->layout.calibration, "changed",
                            G_CALLBACK (update), self);
  g_signal_connect_swapped (self->layout.classes, "notify::selected",
                            G_CALLBACK (class_cb), self);
  g_signal_connect_swapped (self->layout.bars, "chosen", G_CALLBACK (bar_cb),
                            self);
  g_signal_connect_swapped (self->layout.words, "pointed",
                            G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (self->layout.flip, "changed",
                            G_CALLBACK (flip_cb), self);
  g_signal_connect_swapped (self->layout.words, "switched",
                            G_CALLBACK (update), self);
  g_signal_connect_swapped (self->layout.models, "notify::selected-item",
                            G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (workbench, "notify::text-model",
                            G_CALLBACK (model_cb), self);
  return GTK_WIDGET (self);
}
