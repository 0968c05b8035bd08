#pragma once

/* Where GSK_RENDERER does not say, and no graphics processor is there, has GTK
 * draw with Cairo. Before GTK opens the display. */
void renderer_choose (void);
