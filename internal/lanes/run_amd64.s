#include "textflag.h"

// One run at AT: Y1 is the line's bytes, Y0 gathers what differs or may not be in
// a text. As signed bytes, control characters and those beyond ASCII are all below
// a space.
#define RUN(AT, run) \
	VMOVDQU   (AT), Y1                \
	VMOVDQU   run+32(SI), Y2          \
	VPCMPEQB  Y1, Y8, Y3              \
	VPCMPEQB  Y1, Y9, Y4              \
	VPCMPGTB  Y1, Y10, Y5             \
	VPOR      Y4, Y3, Y3              \
	VPOR      Y5, Y3, Y3              \
	VPXOR     run+0(SI), Y1, Y1       \
	VPBLENDVB Y2, Y1, Y3, Y3          \
	VPOR      Y3, Y0, Y0

// AT is where a run is that begins so many bytes behind DI, at most DX.
#define PLACE(bytes, AT) \
	LEAQ    bytes(DI), AT \
	CMPQ    AT, DX        \
	CMOVQHI DX, AT

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
	PLACE(32, R8)
	PLACE(64, R9)
	PLACE(96, R10)
	RUN(DI, 0)
	RUN(R8, 64)
	RUN(R9, 128)
	RUN(R10, 192)
	PLACE(128, DI)
	ADDQ $256, SI
	SUBQ $4, CX
	JG   next

	VPTEST Y0, Y0
	SETEQ  ret+32(FP)
	VZEROUPPER
	RET
