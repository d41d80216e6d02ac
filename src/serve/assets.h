/* assets.h: the page's files, gzipped, as the build put them into the program (web/, scripts/embed_page.py). */
#ifndef KH_ASSETS_H
#define KH_ASSETS_H
#include <stddef.h>

typedef struct kh_asset { const char *path, *type; const unsigned char *gzip; size_t n, plain; } kh_asset;
extern const kh_asset kh_assets[];
extern const size_t kh_asset_count;   /* 0: built without npm */
#endif
