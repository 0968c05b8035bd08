/* Which renderer GTK uses. Without a graphics processor GL is Mesa's software
 * rasteriser: 200 MB in memory against 57 without it, twice the time to the
 * first frame, for pictures that Cairo has drawn anyway (charts, canvas). GDK
 * loads GL even where GTK then draws with Cairo, so it is told not to. A
 * render node in /dev/dri (or NVIDIA's, or WSL's device) is the sign of a
 * processor; asking GL itself would load all that is to be avoided. */
#include "app/gui/renderer.h"

#include <glib.h>

static gboolean
has_graphics_processor (void)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test ("/dev/nvidia0", G_FILE_TEST_EXISTS)
      || g_file_test ("/dev/dxg", G_FILE_TEST_EXISTS))
    return TRUE;
  dir = g_dir_open ("/dev/dri", 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

void
renderer_choose (void)
{
  if (g_getenv ("GSK_RENDERER") != NULL || has_graphics_processor ())
    return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
}
