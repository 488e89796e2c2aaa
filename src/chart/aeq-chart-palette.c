/* SPDX-License-Identifier: MIT */
#include "aeq-chart-palette.h"

#define RGB(hex) { ((hex) >> 16) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) & 0xff) / 255.0 }

static const AeqPalette PALETTES[] = {
  [AEQ_THEME_LIGHT] = {
    RGB (0xffffff), RGB (0x1d2329), RGB (0x5e6670), RGB (0xe4e7eb), RGB (0x9aa2ab),
    { [AEQ_INK_ACTUAL] = RGB (0x20262c), [AEQ_INK_FORECAST] = RGB (0x0063a6), [AEQ_INK_EXPECTED] = RGB (0xb8860b),
      [AEQ_INK_IN] = RGB (0x3c93c2), [AEQ_INK_OUT] = RGB (0xd9772b), [AEQ_INK_OTHER] = RGB (0x6f5aa8),
      [AEQ_INK_LIMIT] = RGB (0xb3261e) },
  },
  [AEQ_THEME_DARK] = {
    RGB (0x1e1e20), RGB (0xf2f3f5), RGB (0xa9b0b8), RGB (0x34363a), RGB (0x6c737b),
    { [AEQ_INK_ACTUAL] = RGB (0xf2f3f5), [AEQ_INK_FORECAST] = RGB (0x62b0e8), [AEQ_INK_EXPECTED] = RGB (0xe5c04b),
      [AEQ_INK_IN] = RGB (0x7cc4ea), [AEQ_INK_OUT] = RGB (0xf2a35e), [AEQ_INK_OTHER] = RGB (0xb9a7ee),
      [AEQ_INK_LIMIT] = RGB (0xff7b6b) },
  },
  [AEQ_THEME_PRINT] = {
    RGB (0xffffff), RGB (0x000000), RGB (0x4d5359), RGB (0xdcdfe3), RGB (0x858c94),
    { [AEQ_INK_ACTUAL] = RGB (0x000000), [AEQ_INK_FORECAST] = RGB (0x00528a), [AEQ_INK_EXPECTED] = RGB (0x9a6f00),
      [AEQ_INK_IN] = RGB (0x2f85b5), [AEQ_INK_OUT] = RGB (0xc8641a), [AEQ_INK_OTHER] = RGB (0x5d4a94),
      [AEQ_INK_LIMIT] = RGB (0xa11d16) },
  },
  [AEQ_THEME_CONTRAST_LIGHT] = {
    RGB (0xffffff), RGB (0x000000), RGB (0x24282c), RGB (0xb4bac1), RGB (0x3c4248),
    { [AEQ_INK_ACTUAL] = RGB (0x000000), [AEQ_INK_FORECAST] = RGB (0x004a80), [AEQ_INK_EXPECTED] = RGB (0x7a5800),
      [AEQ_INK_IN] = RGB (0x1b6a96), [AEQ_INK_OUT] = RGB (0x9c4700), [AEQ_INK_OTHER] = RGB (0x4b3986),
      [AEQ_INK_LIMIT] = RGB (0x8c100a) },
  },
  [AEQ_THEME_CONTRAST_DARK] = {
    RGB (0x1e1e1e), RGB (0xffffff), RGB (0xe2e5e9), RGB (0x6a7077), RGB (0xb4bac1),
    { [AEQ_INK_ACTUAL] = RGB (0xffffff), [AEQ_INK_FORECAST] = RGB (0x7cc4ff), [AEQ_INK_EXPECTED] = RGB (0xffd84d),
      [AEQ_INK_IN] = RGB (0x9ad8ff), [AEQ_INK_OUT] = RGB (0xffb877), [AEQ_INK_OTHER] = RGB (0xd0c2ff),
      [AEQ_INK_LIMIT] = RGB (0xff9489) },
  },
};

const AeqPalette *
aeq_palette_get (AeqChartTheme theme)
{
  return &PALETTES[theme];
}

guint32
aeq_colour_hex (const AeqColour *colour)
{
  return (guint32) (colour->red * 255 + 0.5) << 16 | (guint32) (colour->green * 255 + 0.5) << 8 |
         (guint32) (colour->blue * 255 + 0.5);
}

AeqColour
aeq_colour_mix (const AeqColour *ground, const AeqColour *ink, double share)
{
  return (AeqColour){
    ground->red + (ink->red - ground->red) * share,
    ground->green + (ink->green - ground->green) * share,
    ground->blue + (ink->blue - ground->blue) * share,
  };
}
