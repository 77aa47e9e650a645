0000  48 8b c7                       mov rax, rdi
0003  4c 8b de                       mov r11, rsi
0006  48 8b f1                       mov rsi, rcx
0009  48 8b ca                       mov rcx, rdx
000c  49 8b d3                       mov rdx, r11
000f  48 03 c1                       add rax, rcx
0012  48 13 d6                       adc rdx, rsi
0015  c3                             ret
