/* What most files of ui/ begin with, compiled once (c_pch in meson.build). They
 * include what they use all the same. No `pragma once`: it is a main file. */
#ifndef INK_UI_PCH
#define INK_UI_PCH

#include <adwaita.h>
#include <gtk/gtk.h>

#endif
