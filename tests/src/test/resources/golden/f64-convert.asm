0000  0f 57 c0                       xorps xmm0, xmm0
0003  48 85 ff                       test rdi, rdi
0006  78 06                          js L1
0008  f2 48 0f 2a c7                 cvtsi2sd xmm0, rdi
L0:
000d  c3                             ret
L1:
000e  4c 8b df                       mov r11, rdi
0011  49 d1 eb                       shr r11, 1
0014  73 04                          jae L2
0016  49 83 cb 01                    or r11, 0x1
L2:
001a  f2 49 0f 2a c3                 cvtsi2sd xmm0, r11
001f  f2 0f 58 c0                    addsd xmm0, xmm0
0023  eb e8                          jmp L0
