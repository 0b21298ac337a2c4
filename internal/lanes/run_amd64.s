#include "textflag.h"

// One run: Y1 is the line's bytes, Y0 gathers what differs or may not be in a
// text. As signed bytes, control characters and those beyond ASCII are all
// below a space.
#define RUN \
	VMOVDQU  (DI), Y1       \
	VPAND    (SI), Y1, Y2   \
	VPXOR    32(SI), Y2, Y2 \
	VPOR     Y2, Y0, Y0     \
	VPCMPEQB Y1, Y8, Y3     \
	VPCMPEQB Y1, Y9, Y4     \
	VPCMPGTB Y1, Y10, Y5    \
	VPOR     Y4, Y3, Y3     \
	VPOR     Y5, Y3, Y3     \
	VPAND    64(SI), Y3, Y3 \
	VPOR     Y3, Y0, Y0

DATA quotes<>+0(SB)/8, $0x2222222222222222
GLOBL quotes<>(SB), RODATA|NOPTR, $8
DATA backslashes<>+0(SB)/8, $0x5c5c5c5c5c5c5c5c
GLOBL backslashes<>(SB), RODATA|NOPTR, $8
DATA spaces<>+0(SB)/8, $0x2020202020202020
GLOBL spaces<>(SB), RODATA|NOPTR, $8

// func fitAVX2(runs *Run, n int, line *byte, size int) bool
TEXT ·fitAVX2(SB), NOSPLIT, $0-33
	MOVQ         runs+0(FP), SI
	MOVQ         n+8(FP), CX
	MOVQ         line+16(FP), DI
	MOVQ         size+24(FP), DX
	LEAQ         -32(DI)(DX*1), DX
	VPBROADCASTQ quotes<>(SB), Y8
	VPBROADCASTQ backslashes<>(SB), Y9
	VPBROADCASTQ spaces<>(SB), Y10
	VPXOR        Y0, Y0, Y0

next:
	DECQ CX
	JLE  last
	RUN
	ADDQ $32, DI
	ADDQ $96, SI
	JMP  next

last:
	MOVQ   DX, DI
	RUN
	VPTEST Y0, Y0
	SETEQ  ret+32(FP)
	VZEROUPPER
	RET
