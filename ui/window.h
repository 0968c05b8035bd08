#pragma once

#include <adwaita.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* The workbench's window: a header bar with a view switcher, the pages, and
 * the toasts that tell the workbench's messages. */
#define INK_TYPE_WINDOW (ink_window_get_type ())
G_DECLARE_FINAL_TYPE (InkWindow, ink_window, INK, WINDOW, AdwApplicationWindow)

/* @application: (nullable). It opens with the size of last time. Closing it
 * stops a run: the window goes away at once, the run within a batch. */
InkWindow *ink_window_new (GtkApplication *application,
                           InkWorkbench *workbench);
/* @page: "draw", "train", "evaluate", "text". FALSE where there is none. */
gboolean ink_window_show_page (InkWindow *self, const char *page);
/* @theme: "system", "light", "dark". FALSE where there is none. */
gboolean ink_window_set_theme (InkWindow *self, const char *theme);
/* Shows the run of a chart that was exported to @path, on Train, where its
 * folder is still there, else what the file says of it; or says why not. */
void ink_window_open_chart (InkWindow *self, const char *path);
/* The names of the pages, NULL-terminated; static. */
const char *const *ink_window_pages (void);

G_END_DECLS
