/* conllu.h: annotated text for the trainers: CoNLL-U files (plain or gzipped) and columns of BIO names.
 *
 * A corpus holds its words side by side in sentences; all strings live in the corpus's arena. What a
 * file does not tell stays empty: no tree (head KH_NONE), no tag (empty string), no names (KH_NO_NAME). */
#ifndef KH_CONLLU_H
#define KH_CONLLU_H

#include "base/base.h"

#define KH_NO_NAME 0xFF

typedef struct kh_word {
  kh_str form, lemma, upos, xpos, feats, deprel, misc;   /* "_" read as empty for upos, xpos, feats, deprel, misc */
  uint32_t head;          /* position in the sentence from 0; KH_ROOT for the root, KH_NONE where there is no tree */
  uint8_t ner;            /* as in kh_tokens: 0 outside, else 2 * kh_entity + (1 where it begins); KH_NO_NAME unknown */
  bool space_after;
  uint8_t mwt;            /* number of words of the multiword token that starts here, or 0 */
  kh_str mwt_form;        /* its form */
} kh_word;
#define KH_ROOT (UINT32_MAX - 1)

typedef struct kh_gold {  /* a sentence: words[begin .. end) of the corpus */
  uint32_t begin, end;
  kh_str id, text, doc, genre;   /* "# sent_id", "# text", "# newdoc id", "# meta::genre" (both last until the next document) */
  bool new_doc, new_par;
  uint8_t habits;                /* of those who marked its names; 0: those that are wanted (KH_GUM_HABITS, then the other files' numbers) */
} kh_gold;
enum { KH_GUM_HABITS = 1 };

typedef struct kh_corpus {
  kh_arena *arena;
  KH_VEC(kh_word) words;
  KH_VEC(kh_gold) sentences;
} kh_corpus;

kh_status kh_corpus_new(kh_corpus *c, kh_error *err);
void kh_corpus_free(kh_corpus *c);
/* Adds a CoNLL-U file's sentences. Names come from MISC "NER=B-PER". Documents whose genre stands in skip
 * (names joined by ',', or NULL) are left out. Broken trees and columns give KH_E_FORMAT with the line. */
kh_status kh_corpus_read(kh_corpus *c, const char *path, const char *skip, kh_error *err);
/* Adds sentences of words and BIO (or IO) tags, blank line between: the last column is the tag, the first
 * the word; in files named *.iob2 (Universal NER) the second is the word and the third the tag. */
kh_status kh_corpus_read_names(kh_corpus *c, const char *path, kh_error *err);
/* Lays the names of another corpus (read by kh_corpus_read_names) over sentences with the same id and words;
 * returns how many sentences found theirs. */
size_t kh_corpus_lay_names(kh_corpus *c, const kh_corpus *names);
/* Derives names from GUM's "Entity=" in MISC of sentences [first, end): persons, organisations and places whose
 * head is a proper noun. Titles are left out as the names of the other sentences leave them out. */
void kh_corpus_gum_names(kh_corpus *c, size_t first, size_t end);
/* "B-PER" and the like (UNER, WikiGold, CoNLL and OntoNotes names) to kh_tokens' ner; *begin tells B. */
uint8_t kh_name_tag_of(kh_str tag);

#endif
