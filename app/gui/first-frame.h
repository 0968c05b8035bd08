#pragma once

#include <gtk/gtk.h>

/* With INKLING_FIRST_FRAME=1 in the environment, prints to standard error how
 * long it took from the start of the process to the window's first frame:
 * "first frame after 0.412 s". Before @window is presented. */
void first_frame_watch (GtkWidget *window);
