#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Progress and buttons of a cross-validation: "cross-validate.start", ".cancel"
 * and ".export". Main thread. */
#define INK_TYPE_CROSS_VALIDATE_PANEL (ink_cross_validate_panel_get_type ())
G_DECLARE_FINAL_TYPE (InkCrossValidatePanel, ink_cross_validate_panel, INK,
                      CROSS_VALIDATE_PANEL, GtkBox)

GtkWidget *ink_cross_validate_panel_new (void);
/* @heading: in a word or two; @text: what more there is to say, an error too */
void ink_cross_validate_panel_show (InkCrossValidatePanel *self,
                                    const char *heading, const char *text);
/* @fraction: of the work, 0 to 1; @elapsed, @left: seconds, NAN where not
 * known yet. */
void ink_cross_validate_panel_show_progress (InkCrossValidatePanel *self,
                                             const char *heading,
                                             double fraction, double elapsed,
                                             double left);
/* Which buttons there are. */
void ink_cross_validate_panel_set_running (InkCrossValidatePanel *self,
                                           gboolean running);

G_END_DECLS
