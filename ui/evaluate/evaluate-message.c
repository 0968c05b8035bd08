/* A status page, below which there are buttons to choose data with where that
 * would help. */
#include "ui/evaluate/evaluate-message.h"

#include <adwaita.h>

#include "core/base/error.h"

struct _InkEvaluateMessage
{
  AdwBin parent_instance;
  AdwStatusPage *page;
  GtkWidget *ask; /* the buttons */
};

G_DEFINE_FINAL_TYPE (InkEvaluateMessage, ink_evaluate_message, ADW_TYPE_BIN)

static void
show (InkEvaluateMessage *self, const char *title, const char *text,
      gboolean asks)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, escaped);
  gtk_widget_set_visible (self->ask, asks);
}

void
ink_evaluate_message_show_no_model (InkEvaluateMessage *self,
                                    InkInput input)
{
  g_return_if_fail (INK_IS_EVALUATE_MESSAGE (self));

  if (input == INK_INPUT_IMAGE)
    show (self, "No Model Yet",
          "Train one: it is evaluated here as soon as it is there.", FALSE);
  else
    show (self, "No Model Reads Texts",
          "Train one on the page Text, or open a model file.", FALSE);
}

void
ink_evaluate_message_show_no_data (InkEvaluateMessage *self)
{
  g_return_if_fail (INK_IS_EVALUATE_MESSAGE (self));
  show (self, "What Is It to Be Measured On?",
        "Choose labelled texts, or drop them here: a CSV, TSV or JSON "
        "Lines file, or a folder with one sub-folder a class.",
        TRUE);
}

void
ink_evaluate_message_show_not_installed (InkEvaluateMessage *self,
                                         const InkKnownDataset *known)
{
  g_autofree char *text = g_strdup_printf (
      "%s can be downloaded on the page Train.", known->title);

  g_return_if_fail (INK_IS_EVALUATE_MESSAGE (self));

  if (known->own)
    show (self, "No Drawing Is Kept Yet",
          "Say on the page Draw what one is: it is kept.", FALSE);
  else
    show (self, "Data Not Installed", text, FALSE);
}

void
ink_evaluate_message_show_error (InkEvaluateMessage *self,
                                 const GError *error)
{
  const char *title = "Cannot Evaluate";

  g_return_if_fail (INK_IS_EVALUATE_MESSAGE (self));

  if (g_error_matches (error, INK_ERROR, INK_ERROR_MISMATCH))
    title = "Model and Data Do Not Fit";
  else if (g_error_matches (error, INK_ERROR, INK_ERROR_NOT_FOUND))
    title = "Data Not Found";
  show (self, title, error->message, TRUE);
}

static void
add_button (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

static void
ink_evaluate_message_class_init (InkEvaluateMessageClass *klass)
{
}

static void
ink_evaluate_message_init (InkEvaluateMessage *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->page = ADW_STATUS_PAGE (page);
  self->ask = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_halign (self->ask, GTK_ALIGN_CENTER);
  add_button (self->ask, "Choose a _File…", "evaluate.choose-file");
  add_button (self->ask, "Choose a F_older…", "evaluate.choose-folder");
  adw_status_page_set_icon_name (self->page, "ink-evaluate-symbolic");
  adw_status_page_set_child (self->page, self->ask);
  adw_bin_set_child (ADW_BIN (self), page);
}

GtkWidget *
ink_evaluate_message_new (void)
{
  return g_object_new (INK_TYPE_EVALUATE_MESSAGE, NULL);
}
